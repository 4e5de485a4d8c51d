import { Button, Card } from 'antd';
import { useState } from 'react';
import type { AssignmentDef } from '../../../data/assignment';
import { ruleset } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { AssignmentEditor } from './AssignmentEditor';
import { NoAssignment } from './NoAssignment';
import { Proposals } from './Proposals';

/** Who looks after whom: what is proposed, and by which policies. */
export default function AssignmentTab() {
  const { assignment: words } = useText();
  const [edited, setEdited] = useState<AssignmentDef | null>(null);
  const { assignment } = ruleset();
  return (
    <div className="stack">
      <div className="spread">
        <span className="muted">{words.hint}</span>
        {assignment && <Button onClick={() => setEdited(assignment)}>{words.edit}</Button>}
      </div>
      {assignment ? (
        <Proposals />
      ) : (
        <Card>
          <NoAssignment onBegin={setEdited} />
        </Card>
      )}
      {edited && <AssignmentEditor assignment={edited} isNew={!assignment} onClose={() => setEdited(null)} />}
    </div>
  );
}
