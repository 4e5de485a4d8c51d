import { Button, Card } from 'antd';
import { useState } from 'react';
import { RemoveButton } from '../../components/definition/RemoveButton';
import { FaultAlert } from '../../components/FaultAlert';
import { ConditionField } from '../../conditions/ConditionField';
import { EXAMPLES } from '../../conditions/examples';
import { LiveCount } from '../../conditions/LiveCount';
import { hasGap } from '../../conditions/tree';
import { type Condition, EVERYONE, type SegmentDef } from '../../data/definitions';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import type { Fault } from '../../state/useAdoption';
import { useDefinition } from '../../state/useDefinition';
import { SegmentForm } from './SegmentForm';

interface Props {
  /** The segment that is changed; without one, customers are selected. */
  segment: SegmentDef | null;
  onClose: () => void;
}

/** Any condition with how many customers meet it and which; it can be saved as a segment. */
export function Workbench({ segment, onClose }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const { remove } = useDefinition('segments');
  const [taken, setTaken] = useState<Condition>(segment?.when ?? EVERYONE);
  const [condition, setCondition] = useState(taken);
  const [isSaving, setSaving] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const take = (next: Condition) => {
    setTaken(next);
    setCondition(next);
  };
  const removeIt = async (one: SegmentDef) => {
    const refused = await remove(one);
    setFault(refused);
    if (!refused) onClose();
  };
  const name = segment?.name[language] ?? '';
  return (
    <Card
      title={segment ? text.segments.editing(name) : text.condition.title}
      extra={segment && <Button onClick={onClose}>{text.definition.discard}</Button>}
    >
      <div className="stack" style={{ gap: 14 }}>
        <span className="muted">{text.condition.hint}</span>
        {!segment && <Examples onTake={take} />}
        <ConditionField key={JSON.stringify(taken)} value={condition} onChange={setCondition} />
        <div className="row">
          <Button type="primary" disabled={hasGap(condition)} onClick={() => setSaving(true)}>
            {segment ? text.segments.saveChanges : text.segments.saveTitle}
          </Button>
          {segment && <RemoveButton name={name} onRemove={() => removeIt(segment)} />}
        </div>
        {fault && <FaultAlert fault={fault} />}
        <LiveCount condition={condition} isListed />
      </div>
      {isSaving && (
        <SegmentForm segment={segment} condition={condition} onClose={() => setSaving(false)} onSaved={onClose} />
      )}
    </Card>
  );
}

function Examples({ onTake }: { onTake: (condition: Condition) => void }) {
  const text = useText();
  return (
    <div className="row">
      <span className="muted">{text.condition.examples}</span>
      {(Object.keys(EXAMPLES) as (keyof typeof EXAMPLES)[]).map((name) => (
        <Button key={name} size="small" onClick={() => onTake(EXAMPLES[name])}>
          {text.condition.example[name]}
        </Button>
      ))}
    </div>
  );
}
