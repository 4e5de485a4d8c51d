import { CheckOutlined, ClockCircleOutlined, CloseOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import type { Pair } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { keyOf } from './pairs';

/** What somebody may decide on a pair; the engine keeps it for good. */
export function DecisionButtons({ pair }: { pair: Pair }) {
  const text = useText();
  const { message } = App.useApp();
  const { state, update } = useSession();
  const [isBusy, setBusy] = useState(false);
  const decide = async (verdict: 'same' | 'distinct') => {
    setBusy(true);
    try {
      await state.engine?.decide(pair.left, pair.right, verdict, { now: state.now, actor: state.access.role });
      update(({ tally, revision }) => ({ tally: { ...tally, [verdict]: tally[verdict] + 1 }, revision: revision + 1 }));
    } catch (error) {
      message.error((error as Error).message);
      setBusy(false);
    }
  };
  const putOff = () => update(({ tally }) => ({ tally: { ...tally, later: [...tally.later, keyOf(pair)] } }));
  return (
    <div className="row">
      <Button type="primary" icon={<CheckOutlined aria-hidden />} disabled={isBusy} onClick={() => decide('same')}>
        {text.duplicates.same}
      </Button>
      <Button danger icon={<CloseOutlined aria-hidden />} disabled={isBusy} onClick={() => decide('distinct')}>
        {text.duplicates.distinct}
      </Button>
      <Button icon={<ClockCircleOutlined aria-hidden />} disabled={isBusy} onClick={putOff}>
        {text.duplicates.later}
      </Button>
    </div>
  );
}
