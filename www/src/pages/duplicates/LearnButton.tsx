import { BulbOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import type { TrainOutcome } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';

/** Learns the matching model from the records and the answers, and matches all records anew. */
export function LearnButton({ onLearned }: { onLearned: (outcome: TrainOutcome) => void }) {
  const text = useText();
  const { message } = App.useApp();
  const { state, update } = useSession();
  const [isBusy, setBusy] = useState(false);
  const learn = async () => {
    if (!state.engine) return;
    setBusy(true);
    try {
      onLearned(await state.engine.train());
      update(({ revision }) => ({ revision: revision + 1 }));
    } catch (error) {
      message.error((error as Error).message);
    }
    setBusy(false);
  };
  return (
    <Button icon={<BulbOutlined aria-hidden />} loading={isBusy} onClick={learn}>
      {text.duplicates.learn}
    </Button>
  );
}
