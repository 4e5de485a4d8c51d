import { Tag } from 'antd';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';

/** How much was decided so far. */
export function DecisionTally() {
  const text = useText();
  const { same, distinct, later } = useSession().state.tally;
  return (
    <div className="row" data-testid="tally">
      <Tag color="success">
        {text.duplicates.decidedSame} {same}
      </Tag>
      <Tag color="error">
        {text.duplicates.decidedDistinct} {distinct}
      </Tag>
      <Tag>
        {text.duplicates.putOff} {later}
      </Tag>
    </div>
  );
}
