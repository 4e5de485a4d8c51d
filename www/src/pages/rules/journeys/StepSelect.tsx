import { Select } from 'antd';
import { useText } from '../../../i18n/useText';

const END = 'end';
/** In the select, for the step that comes behind. */
const NEXT = '';

interface Props {
  id?: string;
  steps: string[];
  /** Whether the step behind can be chosen. */
  hasNext?: boolean;
  label?: string;
  value?: string | null;
  onChange?: (step: string | null) => void;
}

/** The step that something leads to. */
export function StepSelect({ id, steps, hasNext = false, label, value, onChange }: Props) {
  const { journeys: words } = useText();
  const options = [
    ...(hasNext ? [{ value: NEXT, label: words.nextInOrder }] : []),
    ...steps.map((step) => ({ value: step, label: step })),
    { value: END, label: words.end },
  ];
  return (
    <Select
      id={id}
      aria-label={label}
      style={{ width: label ? 180 : undefined }}
      value={value ?? (hasNext ? NEXT : END)}
      options={options}
      onChange={(step) => onChange?.(step || null)}
    />
  );
}
