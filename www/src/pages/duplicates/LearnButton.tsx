import { BulbOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { type Ruleset, takeRuleset } from '../../data/ruleset';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useChange } from '../../state/useChange';

/** Learns the matching model from the records and the answers, and matches all records anew. */
export function LearnButton() {
  const text = useText();
  const { update } = useSession();
  const change = useChange();
  const [isBusy, setBusy] = useState(false);
  const learn = async () => {
    setBusy(true);
    const learned = await change(async (engine) => {
      const outcome = await engine.train();
      // Comparisons and blocking rules that were learned have names in the ruleset.
      takeRuleset((await engine.rulesetDocument()) as Ruleset);
      return outcome;
    });
    if (learned) update({ learned });
    setBusy(false);
  };
  return (
    <Button icon={<BulbOutlined aria-hidden />} loading={isBusy} onClick={learn}>
      {text.duplicates.learn}
    </Button>
  );
}
