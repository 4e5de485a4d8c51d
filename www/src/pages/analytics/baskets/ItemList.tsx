import { Card } from 'antd';
import { Meter } from '../../../components/Meter';
import { ScrollList } from '../../../components/ScrollList';
import { formatNumber } from '../../../data/format';
import type { Associations } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

/** The things that most customers bought. */
export function ItemList({ items, baskets }: Pick<Associations, 'items' | 'baskets'>) {
  const { baskets: words } = useText().analytics;
  const { language } = useSession().state;
  return (
    <Card title={words.items}>
      <ScrollList label={words.items}>
        {items.map(({ item, count }) => (
          <Meter key={item} label={item} count={formatNumber(count, language)} value={count} total={baskets} />
        ))}
      </ScrollList>
    </Card>
  );
}
