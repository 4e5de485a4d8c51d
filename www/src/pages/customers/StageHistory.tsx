import { Card, Timeline } from 'antd';
import { formatDay } from '../../data/format';
import type { Customer } from '../../data/types';
import { useText } from '../../i18n/useText';

/** The stages that a customer went through. */
export function StageHistory({ stages }: { stages: Customer['stages'] }) {
  const text = useText();
  if (stages.length === 0) return null;
  const items = stages.map(({ id, name, from, until }) => ({
    key: `${id} ${from}`,
    color: until ? 'gray' : 'blue',
    content: (
      <>
        {name}{' '}
        <span className="muted small number">
          {until ? `${formatDay(from)} – ${formatDay(until)}` : text.customer.since(formatDay(from))}
        </span>
      </>
    ),
  }));
  return (
    <Card size="small" title={text.customer.stages}>
      <Timeline items={items} style={{ paddingTop: 8, marginBottom: -24 }} />
    </Card>
  );
}
