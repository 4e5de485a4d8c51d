import { Empty } from 'antd';
import { Figure } from '../../../components/Figure';
import { formatMoney } from '../../../data/format';
import { closingFields } from '../../../data/ruleset';
import type { Customer } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { EntityCard } from './EntityCard';

/** Contracts, deals and tickets as they stand, and what they are worth. */
export function Business({ customer: { money, entities } }: { customer: Customer }) {
  const text = useText();
  const { language } = useSession().state;
  const sorts = Object.entries(entities).filter(([, { total }]) => total > 0);
  if (sorts.length === 0) return <Empty description={text.business.none} />;
  return (
    <div className="stack">
      <div className="grid-4">
        {money
          .filter(({ count }) => count > 0)
          .map(({ id, name, amount }) => (
            <Figure key={id} title={name} value={formatMoney(amount, language)} />
          ))}
      </div>
      {sorts.map(([id, list]) => (
        <EntityCard key={id} list={list} tells={closingFields(id)} />
      ))}
    </div>
  );
}
