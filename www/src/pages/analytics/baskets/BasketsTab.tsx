import { Card, Empty } from 'antd';
import { Answered } from '../../../components/Answered';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useAnswer } from '../../../state/useAnswer';
import { ItemList } from './ItemList';
import { RuleTable } from './RuleTable';

/** Rules that are listed at most. */
const RULES = 50;

/** What is bought together. */
export default function BasketsTab() {
  const { baskets: words } = useText().analytics;
  const { access } = useSession().state;
  const answer = useAnswer((engine, now) => engine.associations({ now, ...access, limit: RULES }), [access]);
  return (
    <Answered answer={answer}>
      {({ baskets, items, rules }) => (
        <div className="grid-main">
          <Card title={words.rules}>
            {rules.length > 0 ? <RuleTable rules={rules} /> : <Empty description={words.none} />}
          </Card>
          {items.length > 0 && <ItemList items={items} baskets={baskets} />}
        </div>
      )}
    </Answered>
  );
}
