import { ArrowUpOutlined, CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useText } from '../../i18n/useText';
import type { EventTest } from '../events/eventTest';
import { TypesSelect } from '../events/TypesSelect';
import { WhereFields } from '../events/WhereFields';
import { OptionalPeriod } from '../OptionalPeriod';
import type { SequenceStep } from './sequenceTest';

const GAP = { last: 7, unit: 'day' as const };

interface Props {
  step: SequenceStep;
  place: number;
  /** Whether it cannot be removed. */
  isNeeded: boolean;
  onChange: (step: SequenceStep) => void;
  onRemove: () => void;
  onUp: () => void;
}

/** A step: which events, how soon after the step before, and restricted how. */
export function StepRow({ step, place, isNeeded, onChange, onRemove, onUp }: Props) {
  const { sequence: words } = useText().builder;
  const { gap, ...events } = step;
  const n = place + 1;
  const hear = ({ event, where }: EventTest) => onChange({ event, ...(where && { where }), ...(gap && { gap }) });
  return (
    <div className="stack" style={{ gap: 4 }}>
      <div className="row">
        <span className="muted small">{words.step(n)}</span>
        <TypesSelect label={words.step(n)} test={step} onChange={onChange} />
        {place > 0 && (
          <OptionalPeriod
            has={words.hasGap}
            label={`${words.step(n)} ${words.gap}`}
            first={GAP}
            value={gap}
            onChange={(next) => onChange(next ? { ...events, gap: next } : events)}
          />
        )}
        <span>
          {place > 0 && (
            <Button
              type="text"
              size="small"
              icon={<ArrowUpOutlined aria-hidden />}
              aria-label={words.up(n)}
              onClick={onUp}
            />
          )}
          {!isNeeded && (
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined aria-hidden />}
              aria-label={words.remove(n)}
              onClick={onRemove}
            />
          )}
        </span>
      </div>
      <WhereFields test={events} onChange={hear} />
    </div>
  );
}
