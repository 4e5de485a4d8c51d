import { Tag } from 'antd';
import { useText } from '../../i18n/useText';
import { useAnswer } from '../../state/useAnswer';

/** How much was decided so far. */
export function DecisionTally() {
  const text = useText();
  const counts = useAnswer(async (engine) => {
    const ask = async (verdict: 'same' | 'distinct' | 'defer') =>
      (await engine.duplicates({ verdict, limit: 0 })).total;
    return { same: await ask('same'), distinct: await ask('distinct'), later: await ask('defer') };
  }, []).value;
  return (
    <div className="row" data-testid="tally">
      <Tag color="success">
        {text.duplicates.decidedSame} {counts?.same}
      </Tag>
      <Tag color="error">
        {text.duplicates.decidedDistinct} {counts?.distinct}
      </Tag>
      <Tag>
        {text.duplicates.putOff} {counts?.later}
      </Tag>
    </div>
  );
}
