import { Input, Select } from 'antd';
import { useText } from '../../i18n/useText';
import { operandOf } from '../operators';

const TODAY = 'today';

interface Props {
  operator: string;
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** A day, today or two days. */
export function DateValue({ operator, label, value, onChange }: Props) {
  const [first, second] = (Array.isArray(value) ? value : [value]) as (string | undefined)[];
  if (operandOf(operator) !== 'two') return <Moment label={label} value={first} onChange={onChange} />;
  return (
    <span className="row" style={{ gap: 8 }}>
      <Day label={`${label} 1`} value={first} onChange={(day) => onChange([day, second ?? ''])} />
      –
      <Day label={`${label} 2`} value={second} onChange={(day) => onChange([first ?? '', day])} />
    </span>
  );
}

interface MomentProps {
  label: string;
  value?: string | null;
  onChange: (day: string) => void;
}

function Moment({ label, value, onChange }: MomentProps) {
  const text = useText();
  const options = [
    { value: TODAY, label: text.builder.today },
    { value: '', label: text.builder.day },
  ];
  const isToday = value === TODAY;
  return (
    <span className="row" style={{ gap: 8 }}>
      <Select aria-label={text.builder.dayOrToday} value={isToday ? TODAY : ''} options={options} onChange={onChange} />
      {!isToday && <Day label={label} value={value} onChange={onChange} />}
    </span>
  );
}

function Day({ label, value, onChange }: MomentProps) {
  return (
    <Input
      type="date"
      aria-label={label}
      style={{ width: 150 }}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
