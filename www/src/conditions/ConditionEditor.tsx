import { Segmented } from 'antd';
import { useState } from 'react';
import type { Condition } from '../data/definitions';
import { useText } from '../i18n/useText';
import { useSession } from '../state/session';
import { ConditionBuilder } from './ConditionBuilder';
import { customerSubjects } from './vocabulary';
import { WrittenForm } from './WrittenForm';
import { WRITTEN, type Written } from './written';

interface Props {
  /** What is edited; a change from outside needs another `key`. */
  condition: Condition;
  onChange: (condition: Condition) => void;
}

/** A condition on customers: put together, or written in one of several ways, which can be switched at any time. */
export default function ConditionEditor({ condition, onChange }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const [way, setWay] = useState<'builder' | Written>('builder');
  const ways = (['builder', ...WRITTEN] as const).map((one) => ({ value: one, label: text.condition.ways[one] }));
  return (
    <div className="stack" style={{ gap: 10 }}>
      <div className="scroll-x">
        <Segmented size="small" aria-label={text.condition.way} value={way} options={ways} onChange={setWay} />
      </div>
      {way === 'builder' ? (
        <ConditionBuilder
          key={language}
          condition={condition}
          subjects={customerSubjects(language, text)}
          onChange={onChange}
        />
      ) : (
        <WrittenForm key={way} form={way} condition={condition} onChange={onChange} />
      )}
    </div>
  );
}
