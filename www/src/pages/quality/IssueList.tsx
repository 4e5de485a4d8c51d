import { Card, Empty } from 'antd';
import { Meter } from '../../components/Meter';
import { ScrollList } from '../../components/ScrollList';
import { formatNumber } from '../../data/format';
import { fieldLabel } from '../../data/ruleset';
import type { QualityReport } from '../../data/types';
import { useText } from '../../i18n/useText';
import type { Texts } from '../../i18n/zh';
import { useSession } from '../../state/session';

/** What is wrong, the most frequent first. */
export function IssueList({ report }: { report: QualityReport }) {
  const text = useText();
  const { language } = useSession().state;
  const most = report.issues[0]?.count ?? 0;
  return (
    <Card title={text.quality.issues}>
      {most === 0 && <Empty description={text.quality.noIssues} />}
      <ScrollList label={text.quality.issues}>
        {report.issues.map((issue) => (
          <Meter
            key={`${issue.field} ${issue.code}`}
            label={told(fieldLabel(issue.field, language), issue.text, text)}
            count={formatNumber(issue.count, language)}
            value={issue.count}
            total={most}
            tone="warning"
          />
        ))}
      </ScrollList>
    </Card>
  );
}

/** What is wrong with which field; many a message names the field itself. */
const told = (field: string, message: string, text: Texts): string =>
  message.includes(field) ? message : text.labelled(field, message);
