import { ArrowRightOutlined } from '@ant-design/icons';
import { Button, Card } from 'antd';
import { ForgetButton } from '../../components/ForgetButton';
import { useText } from '../../i18n/useText';
import type { Dataset, Page } from '../../state/model';
import { useSession } from '../../state/session';
import { SummaryFigures } from './SummaryFigures';

/** What there is by now, and where to go next. */
export function ImportSummary({ dataset }: { dataset: Dataset }) {
  const text = useText();
  const { state, update } = useSession();
  const next: [Page, string][] = [
    ['quality', text.summary.nextQuality],
    ['duplicates', text.summary.nextDuplicates],
    ['customers', text.summary.nextCustomers],
    ['actions', text.summary.nextActions],
  ];
  return (
    <Card title={state.isRestored ? text.summary.restored : text.summary.title} extra={<ForgetButton />}>
      <div className="stack">
        <SummaryFigures files={dataset.files} />
        <div className="grid-4">
          {next.map(([page, label]) => (
            <Button
              key={page}
              block
              size="large"
              onClick={() => update({ page })}
              style={{ height: 'auto', padding: '12px', whiteSpace: 'normal' }}
            >
              {label} <ArrowRightOutlined aria-hidden />
            </Button>
          ))}
        </div>
      </div>
    </Card>
  );
}
