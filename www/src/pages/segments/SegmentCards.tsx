import { Card, Tag } from 'antd';
import { Answered } from '../../components/Answered';
import { EditButton } from '../../components/EditButton';
import { Meter } from '../../components/Meter';
import type { SegmentDef } from '../../data/definitions';
import { formatNumber } from '../../data/format';
import { ruleset } from '../../data/ruleset';
import type { SegmentCount } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { useTotal } from '../../state/useTotal';
import type { Tone } from '../../theme/palette';

const COLORS: Record<string, string> = { good: 'success', warning: 'warning', danger: 'error' };

interface Props {
  onEdit: (segment: SegmentDef) => void;
}

/** The segments with how many customers are in each; a click leads to them. */
export function SegmentCards({ onEdit }: Props) {
  const text = useText();
  const segments = useAnswer((engine, now) => engine.segments({ now }), []);
  const total = useTotal();
  const editById = (id: string) => {
    const found = ruleset().segments.find((one) => one.id === id);
    if (found) onEdit(found);
  };
  return (
    <Card title={text.segments.segments}>
      <Answered answer={segments}>
        {(all) => (
          <div className="grid-3">
            {all.map((segment) => (
              <div key={segment.id} className="meter-row">
                <SegmentMeter segment={segment} total={total} />
                <EditButton name={segment.name} onClick={() => editById(segment.id)} />
              </div>
            ))}
          </div>
        )}
      </Answered>
    </Card>
  );
}

function SegmentMeter({ segment, total }: { segment: SegmentCount; total: number }) {
  const text = useText();
  const { state, update } = useSession();
  const tone: Tone = segment.tone ?? 'neutral';
  const said = text.segments.tones[tone];
  return (
    <Meter
      label={segment.name}
      badge={said && <Tag color={COLORS[tone]}>{said}</Tag>}
      hint={segment.description}
      count={formatNumber(segment.count, state.language)}
      value={segment.count}
      total={total}
      tone={tone}
      onClick={() => update({ page: 'customers', filter: { segment: segment.id } })}
    />
  );
}
