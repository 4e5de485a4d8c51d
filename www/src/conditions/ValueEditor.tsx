import { AntDValueEditor } from '@react-querybuilder/antd';
import { InputNumber, Select } from 'antd';
import type { ValueEditorProps } from 'react-querybuilder';
import { useText } from '../i18n/useText';
import { ContactsEditor } from './contacts/ContactsEditor';
import { EventEditor } from './events/EventEditor';
import { BUCKET, CONTACTS, EVENT, markOf, SCORE, SEQUENCE, TYPED } from './leaves';
import { isNumeric, operandOf, valuesIn } from './operators';
import { SequenceEditor } from './sequences/SequenceEditor';
import { TypedEditor } from './TypedEditor';
import { DateValue } from './values/DateValue';
import { ListValue } from './values/ListValue';
import { TextValue } from './values/TextValue';
import type { Subject } from './vocabulary';

/** What a rule compares with: the editor that fits its field and its test. */
export function ValueEditor(props: ValueEditorProps) {
  const { field, operator, value, handleOnChange } = props;
  const fieldData = props.fieldData as Subject;
  const label = `${fieldData.label} ${useText().builder.value}`;
  const shape = operandOf(operator);
  const known = fieldData.isCommon ? field : undefined;
  if (field === EVENT) return <EventEditor test={value} onChange={handleOnChange} />;
  if (field === SEQUENCE) return <SequenceEditor test={value} onChange={handleOnChange} />;
  if (field === CONTACTS) return <ContactsEditor test={value} onChange={handleOnChange} />;
  if (field === TYPED) return <TypedEditor value={value} onChange={handleOnChange} />;
  if (shape === 'none') return null;
  if (hasChoice(field, operator, fieldData))
    return <Choice label={label} value={value} choices={fieldData.choices} onChange={handleOnChange} />;
  if (shape === 'many')
    return <ListValue label={label} field={known} values={valuesIn(value)} onChange={handleOnChange} />;
  if (shape === 'days') return <Days label={label} value={value} onChange={handleOnChange} />;
  if (fieldData.kind === 'date') return <DateValue {...{ operator, label, value }} onChange={handleOnChange} />;
  if (isNumeric(fieldData.kind)) return <NumberValue {...props} label={label} isRange={shape === 'two'} />;
  const [text = ''] = valuesIn(value);
  return <TextValue label={label} field={known} value={String(text)} onChange={handleOnChange} />;
}

/** Whether the value is one of those that are known; a part of a text need not be. */
function hasChoice(field: string, operator: string, { choices }: Subject): boolean {
  if (field.startsWith(SCORE)) return operator === BUCKET;
  return Boolean(markOf(field)) || (choices !== undefined && ['equals', 'not_equals'].includes(operator));
}

function NumberValue({ label, isRange, ...props }: ValueEditorProps & { label: string; isRange: boolean }) {
  const { value } = props;
  const shown = isRange || !Array.isArray(value) ? value : value[0];
  return <AntDValueEditor {...props} value={shown} inputType="number" extraProps={{ 'aria-label': label }} />;
}

interface ChoiceProps {
  label: string;
  value: unknown;
  choices: Subject['choices'];
  onChange: (value: string) => void;
}

function Choice({ label, value, choices, onChange }: ChoiceProps) {
  return (
    <Select
      className="rule-value"
      aria-label={label}
      value={typeof value === 'string' && value ? value : undefined}
      options={choices}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      onChange={onChange}
    />
  );
}

interface DaysProps {
  label: string;
  value: unknown;
  onChange: (days: number | null) => void;
}

function Days({ label, value, onChange }: DaysProps) {
  const text = useText();
  const days = Number(valuesIn(value)[0] ?? Number.NaN);
  return (
    <InputNumber
      aria-label={label}
      min={0}
      value={Number.isNaN(days) ? null : days}
      suffix={text.builder.units.day}
      onChange={onChange}
    />
  );
}
