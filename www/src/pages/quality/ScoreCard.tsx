import { ArrowRightOutlined } from '@ant-design/icons';
import { Card } from 'antd';
import { formatNumber } from '../../data/format';
import type { QualityReport } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { colour } from '../../theme/palette';

/** The score before and after, and how much was behind it. */
export function ScoreCard({ report }: { report: QualityReport }) {
  const text = useText();
  const { language } = useSession().state;
  const changed = report.fields.reduce((sum, field) => sum + field.changed, 0);
  return (
    <Card title={text.quality.score}>
      <div className="metric">
        <Score value={report.score_before} label={text.quality.before} color={colour('muted')} />
        <ArrowRightOutlined style={{ fontSize: 24, color: colour('neutral') }} />
        <Score value={report.score} label={text.quality.after} color={colour('inkGood')} />
        <span className="muted">
          {text.quality.rows(formatNumber(report.rows, language))} ·{' '}
          {text.quality.changedCount(formatNumber(changed, language))}
        </span>
      </div>
    </Card>
  );
}

function Score({ value, label, color }: { value: number; label: string; color: string }) {
  const text = useText();
  return (
    <div>
      <div>
        <span className="score" style={{ color }}>
          {value.toFixed(1)}
        </span>
        <span className="score-unit">{text.quality.outOf}</span>
      </div>
      <span className="muted">{label}</span>
    </div>
  );
}
