import { Button, Empty, Space } from 'antd';
import type { AssignmentDef } from '../../../data/assignment';
import { ruleset } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useAnswer } from '../../../state/useAnswer';

const OWNER = 'owner';

/** Offers to begin with the owners that records name, or with nobody. */
export function NoAssignment({ onBegin }: { onBegin: (assignment: AssignmentDef) => void }) {
  const { assignment: words } = useText();
  const owners = useAnswer(async (engine, now) => {
    const { fields } = await engine.quality({ now });
    return (fields.find(({ field }) => field === OWNER)?.values ?? []).map(({ value }) => value);
  }, []);
  const names = owners.value ?? [];
  return (
    <Empty
      description={
        <>
          <div>{words.none}</div>
          {names.length > 0 && <div className="muted">{words.setUpHint(names.length)}</div>}
        </>
      }
    >
      <Space wrap style={{ justifyContent: 'center' }}>
        {names.length > 0 && (
          <Button type="primary" onClick={() => onBegin(beginning(names))}>
            {words.setUp}
          </Button>
        )}
        <Button onClick={() => onBegin(beginning([]))}>{words.setUpBlank}</Button>
      </Space>
    </Empty>
  );
}

/** Whom a record names already stays; the rest goes to who has the fewest. */
function beginning(names: string[]): AssignmentDef {
  const { fields } = ruleset();
  const field = fields.some(({ name }) => name === OWNER) ? OWNER : (fields[0]?.name ?? '');
  return {
    field,
    agents: names.map((name) => ({ id: name, name })),
    policies: [
      { id: 'known', by: 'sticky' },
      { id: 'load', by: 'least_load' },
    ],
  };
}
