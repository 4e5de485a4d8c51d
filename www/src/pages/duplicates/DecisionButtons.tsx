import { CheckOutlined, ClockCircleOutlined, CloseOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import type { Pair } from '../../data/types';
import { useText } from '../../i18n/useText';
import type { Tally } from '../../state/model';
import { useSession } from '../../state/session';

type Verdict = 'same' | 'distinct' | 'defer';

function counted(tally: Tally, verdict: Verdict): Tally {
  const name = verdict === 'defer' ? 'later' : verdict;
  return { ...tally, [name]: tally[name] + 1 };
}

/** What somebody may decide on a pair; the engine keeps it for good. */
export function DecisionButtons({ pair }: { pair: Pair }) {
  const text = useText();
  const { message } = App.useApp();
  const { state, update } = useSession();
  const [isBusy, setBusy] = useState(false);
  const decide = async (verdict: Verdict) => {
    setBusy(true);
    try {
      await state.engine?.decide(pair.left, pair.right, verdict, { now: state.now, actor: state.access.role });
      update(({ tally, revision }) => ({ tally: counted(tally, verdict), revision: revision + 1 }));
    } catch (error) {
      message.error((error as Error).message);
      setBusy(false);
    }
  };
  return (
    <div className="row">
      <Button type="primary" icon={<CheckOutlined aria-hidden />} disabled={isBusy} onClick={() => decide('same')}>
        {text.duplicates.same}
      </Button>
      <Button danger icon={<CloseOutlined aria-hidden />} disabled={isBusy} onClick={() => decide('distinct')}>
        {text.duplicates.distinct}
      </Button>
      <Button icon={<ClockCircleOutlined aria-hidden />} disabled={isBusy} onClick={() => decide('defer')}>
        {text.duplicates.later}
      </Button>
    </div>
  );
}
