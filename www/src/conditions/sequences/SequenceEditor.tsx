import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '../../i18n/useText';
import { WindowFields } from '../events/WindowFields';
import { StepRow } from './StepRow';
import { joined, partsOf, type SequenceStep, type SequenceValue } from './sequenceTest';
import { WithoutFields } from './WithoutFields';

const LEAST = 2;
const MOST = 20;

interface Props {
  test: SequenceValue;
  onChange: (test: SequenceValue) => void;
}

/** Events that follow one another: step by step, all in one time, and what did not happen in it. */
export function SequenceEditor({ test: value, onChange }: Props) {
  const { sequence: words } = useText().builder;
  const { test, without } = partsOf(value);
  const steps = test.sequence;
  // Counts how often steps were put elsewhere: then all are drawn anew.
  const [order, setOrder] = useState(0);
  const change = (sequence: SequenceStep[]) => onChange(joined({ ...test, sequence: inOrder(sequence) }, without));
  const rearrange = (sequence: SequenceStep[]) => {
    setOrder(order + 1);
    change(sequence);
  };
  return (
    <div className="event-test">
      <ol className="plain-list stack" style={{ gap: 8 }}>
        {steps.map((step, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what steps say is what is edited.
          <li key={`${order} ${place}`}>
            <StepRow
              step={step}
              place={place}
              isNeeded={steps.length <= LEAST}
              onChange={(next) => change(steps.with(place, next))}
              onRemove={() => rearrange(steps.toSpliced(place, 1))}
              onUp={() => rearrange(steps.toSpliced(place - 1, 2, step, steps[place - 1] as SequenceStep))}
            />
          </li>
        ))}
      </ol>
      <div className="row">
        <Button
          size="small"
          type="dashed"
          icon={<PlusOutlined aria-hidden />}
          disabled={steps.length >= MOST}
          onClick={() => change([...steps, { event: '*' }])}
        >
          {words.add}
        </Button>
        <WindowFields test={test} onChange={(next) => onChange(joined(next, without))} />
      </div>
      <WithoutFields without={without} onChange={(next) => onChange(joined(test, next))} />
    </div>
  );
}

/** The first step follows nothing. */
function inOrder([first, ...others]: SequenceStep[]): SequenceStep[] {
  if (!first) return [];
  const { gap: _, ...begin } = first;
  return [begin, ...others];
}
