import { Alert, Card, Tag } from 'antd';
import { reasonText } from 'kehu';
import { formatNumber } from '../../../data/format';
import type { Language, RuleResults } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { VariantTable } from './VariantTable';

const TONES: Record<string, 'success' | 'error'> = { 'result/better': 'success', 'result/worse': 'error' };

/** The variants of one rule, how they compare, and what is held back. */
export function ResultCard({ result: { name, variants, comparisons, mixed, heldBack } }: { result: RuleResults }) {
  const { results: words } = useText();
  const { language } = useSession().state;
  const show = (value: number) => formatNumber(value, language);
  return (
    <Card title={name} data-testid="result">
      <div className="stack" style={{ gap: 12 }}>
        <VariantTable variants={variants} />
        {comparisons.map((comparison) => (
          <Comparison key={`${comparison.variant} ${comparison.against}`} comparison={comparison} />
        ))}
        {mixed > 0 && <span className="muted small">{words.mixed(show(mixed))}</span>}
        {heldBack.length > 0 && (
          <span className="hint small">
            <span className="muted">{words.held}</span>
            {heldBack.map(({ code, text, count }) => (
              <Tag key={code}>
                {text} · {show(count)}
              </Tag>
            ))}
          </span>
        )}
      </div>
    </Card>
  );
}

type Compared = RuleResults['comparisons'][number];

function Comparison({ comparison }: { comparison: Compared }) {
  const { results: words } = useText();
  const { language } = useSession().state;
  const { code, difference, low, high } = comparison;
  const points = (value: number) => `${formatNumber(Number((100 * value).toFixed(1)), language)} ${words.points}`;
  return (
    <Alert
      type={TONES[code] ?? 'info'}
      showIcon
      title={
        <>
          {wordsOf(comparison, language, words.control)}{' '}
          <span className="muted small number">{words.difference(points(difference), points(low), points(high))}</span>
        </>
      }
    />
  );
}

/** The verdict in words; the control group is called as in the table. */
function wordsOf({ params, ...reason }: Compared, language: Language, control: string): string {
  const against = params?.against === 'control' ? control : (params?.against ?? '');
  return reasonText({ ...reason, params: { ...params, against } }, language);
}
