import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import type { Split } from '../../../data/definitions';
import { useText } from '../../../i18n/useText';
import { WeightInput } from './WeightInput';

interface Props {
  split: Split;
  onChange: (split: Split) => void;
}

type Variant = Split['variants'][number];

/** The variants with their weights, and that of the control group. */
export function VariantList({ split, onChange }: Props) {
  const { experiment: words } = useText();
  const { variants, control = 0 } = split;
  const total = variants.reduce((sum, { weight }) => sum + weight, control);
  const change = (place: number, part: Partial<Variant>) =>
    onChange({ ...split, variants: variants.map((one, i) => (i === place ? { ...one, ...part } : one)) });
  return (
    <div className="stack" style={{ gap: 8 }}>
      {variants.map(({ id, weight }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the id is what is edited.
        <div key={place} className="row" style={{ gap: 8 }}>
          <Input
            className="code"
            style={{ width: 110 }}
            aria-label={`${words.variant} ${place + 1}`}
            value={id}
            onChange={({ target }) => change(place, { id: target.value })}
          />
          <WeightInput
            label={`${words.weight} ${id}`}
            weight={weight}
            total={total}
            onChange={(next) => change(place, { weight: next })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={words.remove(id)}
            disabled={variants.length < 2}
            onClick={() => onChange({ ...split, variants: variants.filter((_, i) => i !== place) })}
          />
        </div>
      ))}
      <div className="row" style={{ gap: 8 }}>
        <span style={{ width: 110 }}>{words.control}</span>
        <WeightInput
          label={words.control}
          weight={control}
          total={total}
          onChange={(next) => onChange({ ...split, control: next })}
        />
      </div>
      <div>
        <Button
          size="small"
          type="dashed"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => onChange({ ...split, variants: [...variants, { id: freeId(variants), weight: 10 }] })}
        >
          {words.add}
        </Button>
      </div>
    </div>
  );
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The first letter that names no variant yet. */
function freeId(variants: Variant[]): string {
  const taken = variants.map(({ id }) => id);
  return [...LETTERS].find((letter) => !taken.includes(letter)) ?? '';
}
