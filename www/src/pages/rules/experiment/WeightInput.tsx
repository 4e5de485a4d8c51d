import { InputNumber } from 'antd';
import { formatPercent } from '../../../data/format';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

interface Props {
  label: string;
  weight: number;
  total: number;
  onChange: (weight: number) => void;
}

/** A weight, and the share of the whole that it is. */
export function WeightInput({ label, weight, total, onChange }: Props) {
  const { experiment: words } = useText();
  const { language } = useSession().state;
  return (
    <>
      <InputNumber
        aria-label={label}
        min={0}
        precision={0}
        style={{ width: 96 }}
        value={weight}
        onChange={(value) => onChange(value ?? 0)}
      />
      <span className="muted small number">{words.share(formatPercent(weight / Math.max(total, 1), language))}</span>
    </>
  );
}
