import { Input, Select } from 'antd';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { isNumeric, operand, operandOf, valuesIn } from '../operators';
import { ListValue } from '../values/ListValue';
import { propertySubjects } from '../vocabulary';
import type { EventProps } from './EventEditor';
import { needsNumber, needsProperty, typesOf } from './eventTest';
import { NumberTestFields } from './NumberTestFields';

const TEXT_OPERATORS = ['equals', 'not_equals', 'in', 'not_in', 'contains', 'contains_any', 'starts_with', 'ends_with'];

/** An aggregate of the events: of which property, and what it is compared with. */
export function AggregateFields({ test, onChange }: EventProps) {
  const { builder } = useText();
  const { language } = useSession().state;
  const { agg } = test;
  if (!agg) return null;
  const change = (next: NonNullable<typeof agg>) => onChange({ ...test, agg: next });
  if (!needsProperty(agg.fn)) return <NumberTestFields unit={builder.units.day} test={agg} onChange={change} />;
  const properties = propertySubjects(typesOf(test), language).filter(
    ({ kind }) => !needsNumber(agg.fn) || isNumeric(kind),
  );
  const kind = properties.find(({ name }) => name === agg.field)?.kind ?? 'number';
  const isNumber = agg.fn === 'distinct' || isNumeric(kind);
  return (
    <span className="row">
      <Select
        aria-label={builder.events.property}
        placeholder={builder.events.property}
        style={{ minWidth: 110 }}
        value={agg.field ?? undefined}
        options={properties.map(({ name, label }) => ({ value: name, label }))}
        popupMatchSelectWidth={false}
        onChange={(field) => change({ fn: agg.fn, field, op: agg.op, n: null })}
      />
      {isNumber ? (
        <NumberTestFields test={agg} onChange={change} />
      ) : (
        <TextTestFields test={{ ...test, agg }} onChange={onChange} />
      )}
    </span>
  );
}

function TextTestFields({ test, onChange }: EventProps) {
  const { builder } = useText();
  const { agg } = test;
  if (!agg) return null;
  const change = (op: string, value: unknown) =>
    onChange({ ...test, agg: { fn: agg.fn, field: agg.field, op, value } });
  const op = TEXT_OPERATORS.includes(agg.op) ? agg.op : undefined;
  const value = agg.value ?? agg.n;
  const [first = ''] = valuesIn(value);
  return (
    <>
      <Select
        aria-label={builder.operator}
        style={{ minWidth: 90 }}
        value={op}
        options={TEXT_OPERATORS.map((one) => ({ value: one, label: builder.operators[one] }))}
        popupMatchSelectWidth={false}
        onChange={(next) => change(next, operand(next, value))}
      />
      {operandOf(agg.op) === 'many' ? (
        <ListValue label={builder.value} values={valuesIn(value)} onChange={(values) => change(agg.op, values)} />
      ) : (
        <Input
          aria-label={builder.value}
          style={{ width: 130 }}
          value={String(first)}
          onChange={({ target }) => change(agg.op, target.value)}
        />
      )}
    </>
  );
}
