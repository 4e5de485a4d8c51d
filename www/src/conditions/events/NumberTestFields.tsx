import { InputNumber, Select } from 'antd';
import { useText } from '../../i18n/useText';
import { COUNT_OPERATORS } from '../operators';
import type { NumberTest } from './eventTest';

interface Props<T extends NumberTest> {
  test: T;
  unit?: string;
  onChange: (test: T) => void;
}

/** A number compared with another. */
export function NumberTestFields<T extends NumberTest>({ test, unit, onChange }: Props<T>) {
  const { builder } = useText();
  return (
    <span className="row">
      <Select
        aria-label={builder.operator}
        value={test.op}
        options={COUNT_OPERATORS.map((value) => ({ value, label: builder.operators[value] }))}
        popupMatchSelectWidth={false}
        onChange={(op) => onChange({ ...test, op })}
      />
      <InputNumber
        aria-label={builder.value}
        min={0}
        style={{ width: 130 }}
        value={test.n as number | null}
        suffix={unit}
        onChange={(n) => onChange({ ...test, n })}
      />
    </span>
  );
}
