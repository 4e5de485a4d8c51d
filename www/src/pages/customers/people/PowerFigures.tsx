import { Alert, Statistic, Tag } from 'antd';
import type { Power } from '../../../data/types';
import { useText } from '../../../i18n/useText';

/** How much of those who decide is known and reached, and what is missing. */
export function PowerFigures({ power }: { power: Power }) {
  const { power: words } = useText();
  const known = (value: number | null | undefined, suffix: string) =>
    typeof value === 'number' ? `${value}${suffix}` : '—';
  return (
    <>
      <div className="metric">
        <Statistic title={words.coverage} value={known(power.coverage, '%')} />
        <Statistic title={words.reached} value={`${power.reached} / ${power.contacts}`} />
        <Statistic title={words.strength} value={known(power.strength, '')} />
        <Statistic title={words.balance} value={known(power.balance, '%')} />
      </div>
      {power.singleThread && <Alert type="warning" showIcon title={words.singleThread} />}
      {power.gaps.length > 0 && (
        <span className="hint">
          {words.gaps}
          {power.gaps.map(({ role, text }) => (
            <Tag key={role} color="warning">
              {text}
            </Tag>
          ))}
        </span>
      )}
    </>
  );
}
