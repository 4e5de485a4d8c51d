import { CheckOutlined, ClockCircleOutlined, CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { Pair } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useChange } from '../../state/useChange';

/** What somebody may decide on a pair; the engine keeps it for good. */
export function DecisionButtons({ pair }: { pair: Pair }) {
  const text = useText();
  const change = useChange();
  const [isBusy, setBusy] = useState(false);
  const decide = async (verdict: 'same' | 'distinct' | 'defer') => {
    setBusy(true);
    await change((engine, by) => engine.decide(pair.left, pair.right, verdict, by));
    setBusy(false);
  };
  return (
    <div className="row">
      <Button type="primary" icon={<CheckOutlined aria-hidden />} disabled={isBusy} onClick={() => decide('same')}>
        {text.duplicates.same}
      </Button>
      <Button danger icon={<CloseOutlined aria-hidden />} disabled={isBusy} onClick={() => decide('distinct')}>
        {text.duplicates.distinct}
      </Button>
      {pair.verdict !== 'defer' && (
        <Button icon={<ClockCircleOutlined aria-hidden />} disabled={isBusy} onClick={() => decide('defer')}>
          {text.duplicates.later}
        </Button>
      )}
    </div>
  );
}
