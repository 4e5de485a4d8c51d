import { PushpinOutlined } from '@ant-design/icons';
import { Popover, Tag } from 'antd';
import type { GoldenValue } from '../../data/types';
import { useText } from '../../i18n/useText';
import { Losers } from './Losers';
import { PinNote } from './PinNote';

/** Where a golden value came from; more of it on hover, focus or touch. */
export function Lineage({ value }: { value: GoldenValue }) {
  const text = useText();
  const losers = value.losers ?? [];
  return (
    <Popover
      trigger={['hover', 'focus', 'click']}
      content={
        <>
          {value.pinned && <PinNote pinned={value.pinned} />}
          <Losers value={value} />
        </>
      }
      title={losers.length > 0 ? text.customer.losers : undefined}
    >
      <button type="button" className="pair-item" style={{ padding: 0, border: 0 }}>
        <span className="hint">
          {value.pinned ? (
            <Tag color="purple" icon={<PushpinOutlined aria-hidden />}>
              {text.golden.pinned}
            </Tag>
          ) : (
            <>
              <Tag>{value.source}</Tag>
              <span className="small muted">{text.customer.strategies[value.strategy] ?? value.strategy}</span>
            </>
          )}
          {losers.length > 0 && <Tag color="warning">+{losers.length}</Tag>}
        </span>
      </button>
    </Popover>
  );
}
