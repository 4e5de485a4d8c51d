import { Form, Select } from 'antd';
import type { Split } from '../../../data/definitions';
import { useText } from '../../../i18n/useText';

/** In the select, for an action that all but the control group get. */
const ALL = '';

interface Props {
  id?: string;
  value?: string | null;
  onChange?: (variant: string | null) => void;
}

/** The variant whose customers an action is for. */
export function VariantSelect({ id, value, onChange }: Props) {
  const { experiment: words } = useText();
  const split = Form.useWatch<Split | null | undefined>('split');
  const variants = (split?.variants ?? []).map((variant) => ({ value: variant.id, label: variant.id }));
  return (
    <Select
      id={id}
      value={value ?? ALL}
      options={[{ value: ALL, label: words.forAll }, ...variants]}
      onChange={(variant) => onChange?.(variant || null)}
    />
  );
}
