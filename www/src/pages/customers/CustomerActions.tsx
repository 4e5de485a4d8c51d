import { Card, Empty, Tag } from 'antd';
import { Reasons } from '../../components/Reasons';
import { formatDay } from '../../data/format';
import type { Action } from '../../data/types';
import { useText } from '../../i18n/useText';

export function CustomerActions({ actions }: { actions: Action[] }) {
  const text = useText();
  if (actions.length === 0) return <Empty description={text.customer.noActions} />;
  return (
    <div className="stack" style={{ gap: 12 }}>
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
