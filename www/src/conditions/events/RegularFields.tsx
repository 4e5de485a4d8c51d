import { InputNumber } from 'antd';
import { useText } from '../../i18n/useText';
import { PeriodInput } from '../PeriodInput';
import type { EventProps } from './EventEditor';

/** In how many of the last so many periods there must be some. */
export function RegularFields({ test, onChange }: EventProps) {
  const { events } = useText().builder;
  const { regularly } = test;
  if (!regularly) return null;
  const change = (part: Partial<typeof regularly>) => onChange({ ...test, regularly: { ...regularly, ...part } });
  const number = (key: 'of' | 'min', label: string) => (
    <InputNumber
      aria-label={label}
      min={1}
      max={key === 'min' ? regularly.of : 60}
      style={{ width: 64 }}
      value={regularly[key]}
      onChange={(value) => change({ [key]: value ?? 1 })}
    />
  );
  return (
    <span className="row">
      {events.every}
      <PeriodInput label={events.every} period={regularly.every} onChange={(every) => change({ every })} />
      {events.ofLast} {number('of', events.ofLast)} {events.atLeast} {number('min', events.atLeast)} {events.periods}
    </span>
  );
}
