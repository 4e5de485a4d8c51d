import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Select, Tag } from 'antd';
import { fieldLabel, fieldNames } from '../../data/ruleset';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { type Clause, COUNT_OPS, FIELD_OPS, isUnary } from './conditions';

interface Props<T> {
  clause: T;
  onChange: (clause: Clause) => void;
}

/** One clause, with the controls that its kind needs. */
export function ClauseRow({ clause, onChange, onRemove }: Props<Clause> & { onRemove: () => void }) {
  const text = useText();
  return (
    <div className="row" style={{ flexWrap: 'nowrap', gap: 8 }}>
      <div className="row" style={{ gap: 8 }}>
        <Tag style={{ minWidth: 48, textAlign: 'center', margin: 0 }}>{text.condition.kinds[clause.kind]}</Tag>
        <Controls clause={clause} onChange={onChange} />
      </div>
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={text.condition.remove}
        onClick={onRemove}
      />
    </div>
  );
}

function Controls({ clause, onChange }: Props<Clause>) {
  if (clause.kind === 'field') return <FieldControls clause={clause} onChange={onChange} />;
  if (clause.kind === 'tag' || clause.kind === 'segment') return <MemberControls clause={clause} onChange={onChange} />;
  return <CountControls clause={clause} onChange={onChange} />;
}

function FieldControls({ clause, onChange }: Props<Extract<Clause, { kind: 'field' }>>) {
  const text = useText();
  const { language } = useSession().state;
  return (
    <>
      <Select
        value={clause.field}
        options={fieldNames().map((value) => ({ value, label: fieldLabel(value, language) }))}
        onChange={(field) => onChange({ ...clause, field })}
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 140 }}
      />
      <OpSelect ops={FIELD_OPS} value={clause.op} onChange={(op) => onChange({ ...clause, op })} />
      {!isUnary(clause.op) && (
        <Input
          value={clause.value}
          placeholder={text.condition.value}
          onChange={(event) => onChange({ ...clause, value: event.target.value })}
          style={{ width: 150 }}
        />
      )}
    </>
  );
}

function MemberControls({ clause, onChange }: Props<Extract<Clause, { kind: 'tag' | 'segment' }>>) {
  const text = useText();
  const { kind } = clause;
  const known = useAnswer<{ id: string; name: string }[]>(
    (engine, now) => (kind === 'tag' ? engine.tags({ now }) : engine.segments({ now })),
    [kind],
  );
  return (
    <>
      <span>{kind === 'tag' ? text.condition.bears : text.condition.is}</span>
      <Select
        value={clause.id}
        options={(known.value ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => onChange({ ...clause, id })}
        style={{ width: 200 }}
      />
    </>
  );
}

function CountControls({ clause, onChange }: Props<Extract<Clause, { kind: 'order' | 'event' }>>) {
  const text = useText();
  return (
    <>
      <InputNumber
        min={1}
        max={3650}
        value={clause.days}
        onChange={(days) => onChange({ ...clause, days: days ?? 1 })}
        style={{ width: 80 }}
      />
      <span>{text.condition.inDays}</span>
      <OpSelect ops={COUNT_OPS} value={clause.op} onChange={(op) => onChange({ ...clause, op })} />
      <InputNumber
        min={0}
        value={clause.value}
        onChange={(value) => onChange({ ...clause, value: value ?? 0 })}
        style={{ width: 80 }}
      />
      <span>{text.condition.times}</span>
    </>
  );
}

function OpSelect({ ops, value, onChange }: { ops: string[]; value: string; onChange: (op: string) => void }) {
  const text = useText();
  return (
    <Select
      value={value}
      options={ops.map((op) => ({ value: op, label: text.condition.ops[op] ?? op }))}
      onChange={onChange}
      style={{ width: 110 }}
    />
  );
}
