import { Alert, Card, Empty, Select } from 'antd';
import { useState } from 'react';
import { Answered } from '../../../components/Answered';
import { Labelled } from '../../../components/Labelled';
import { ruleset } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useAnswer } from '../../../state/useAnswer';
import { OverlapView } from './OverlapView';

/** More than these cannot be told apart at a glance; the engine takes up to 16. */
const MOST = 8;
const FIRST = 5;

/** How segments overlap and differ. */
export default function OverlapTab() {
  const { overlap } = useText().analytics;
  const { language } = useSession().state;
  const { segments } = ruleset();
  const [sets, setSets] = useState(() => segments.slice(0, FIRST).map(({ id }) => id));
  const answer = useAnswer(
    (engine, now) => (sets.length < 2 ? null : engine.overlap({ now, sets, ids: true })),
    [sets.join(' ')],
  );
  if (segments.length < 2)
    return (
      <Card>
        <Empty description={overlap.needsSegments} />
      </Card>
    );
  return (
    <div className="stack">
      <Labelled label={overlap.choose}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            maxCount={MOST}
            value={sets}
            options={segments.map((segment) => ({ value: segment.id, label: segment.name[language] }))}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={setSets}
          />
        )}
      </Labelled>
      {sets.length < 2 && <Alert type="info" showIcon title={overlap.needsTwo} />}
      <Answered answer={answer}>{(value) => <OverlapView key={sets.join(' ')} overlap={value} />}</Answered>
    </div>
  );
}
