import { Card, Empty, Tag } from 'antd';
import { Reasons } from '../../components/Reasons';
import { formatDay } from '../../data/format';
import type { Customer } from '../../data/types';
import { useText } from '../../i18n/useText';
import { JourneyList } from './JourneyList';
import { Recommended } from './Recommended';

/** What is to be done for a customer and offered to it, and where it stands in journeys. */
export function CustomerActions({ customer: { id, actions, journeys } }: { customer: Customer }) {
  const text = useText();
  return (
    <div className="stack" style={{ gap: 12 }}>
      <JourneyList journeys={journeys} />
      <Recommended customer={id} />
      {actions.length === 0 && <Empty description={text.customer.noActions} />}
      {actions.map((action) => (
        <Card key={action.key} size="small">
          <div className="spread">
            <strong>{action.name}</strong>
            <Tag>{text.customer.due(formatDay(action.due))}</Tag>
          </div>
          <div>{action.text}</div>
          <Reasons reasons={action.reasons} />
        </Card>
      ))}
    </div>
  );
}
