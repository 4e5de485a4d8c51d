import { Tag } from 'antd';
import { formatDay, formatMoney } from '../../../data/format';
import type { HandedOut } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

const COLOURS: Partial<Record<string, string>> = { converted: 'success', failed: 'error', rejected: 'warning' };

/** What was reported of an action, the earliest first, with the day and what it was worth. */
export function Reported({ outcomes }: Pick<HandedOut, 'outcomes'>) {
  const { results: words } = useText();
  const { language } = useSession().state;
  return (
    <span className="hint">
      {outcomes.map(({ outcome, at, value }) => (
        <Tag key={outcome} color={COLOURS[outcome]}>
          {words.outcomeNames[outcome] ?? outcome} {value && formatMoney(value, language)}{' '}
          <span className="number">{formatDay(at)}</span>
        </Tag>
      ))}
    </span>
  );
}
