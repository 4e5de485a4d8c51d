import { Card } from 'antd';
import { Bar } from '../../components/Bar';
import { Legend } from '../../components/Legend';
import { ScrollList } from '../../components/ScrollList';
import { formatNumber } from '../../data/format';
import { fieldLabel } from '../../data/ruleset';
import type { FieldQuality, Language, QualityReport } from '../../data/types';
import { useText } from '../../i18n/useText';
import type { Texts } from '../../i18n/zh';
import { useSession } from '../../state/session';

/** Field by field: how many values are valid, in doubt and invalid, and how many were rewritten. */
export function FieldBars({ report }: { report: QualityReport }) {
  const text = useText();
  const legend = [
    { label: text.quality.valid, tone: 'good' as const },
    { label: text.quality.suspect, tone: 'warning' as const },
    { label: text.quality.invalid, tone: 'danger' as const },
    { label: text.quality.empty, tone: 'track' as const },
  ];
  return (
    <Card title={text.quality.fields} extra={<Legend entries={legend} />}>
      <ScrollList label={text.quality.fields}>
        <div className="stack" style={{ gap: 14 }}>
          {report.fields.map((field) => (
            <FieldBar key={field.field} field={field} rows={report.rows} />
          ))}
        </div>
      </ScrollList>
    </Card>
  );
}

function FieldBar({ field, rows }: { field: FieldQuality; rows: number }) {
  const text = useText();
  const { language } = useSession().state;
  const parts = [
    { label: text.quality.valid, value: field.valid, tone: 'good' as const },
    { label: text.quality.suspect, value: field.suspect, tone: 'warning' as const },
    { label: text.quality.invalid, value: field.invalid, tone: 'danger' as const },
  ];
  return (
    <div>
      <div className="spread" style={{ marginBottom: 4 }}>
        <span>{fieldLabel(field.field, language)}</span>
        <span className="small muted number">{toldOf(field, text, language).join(' · ')}</span>
      </div>
      <Bar parts={parts} total={rows} />
    </div>
  );
}

/** What is to be said of a field besides its bar. */
function toldOf({ changed, distinct, derived, stale }: FieldQuality, text: Texts, language: Language): string[] {
  const show = (value: number) => formatNumber(value, language);
  return [
    ...(changed > 0 ? [text.quality.changedCount(show(changed))] : []),
    ...(typeof distinct === 'number' ? [text.quality.distinct(show(distinct))] : []),
    ...(derived > 0 ? [text.suggestions.derived(show(derived))] : []),
    ...(stale > 0 ? [text.suggestions.stale(show(stale))] : []),
  ];
}
