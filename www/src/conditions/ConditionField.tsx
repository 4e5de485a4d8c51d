import { Suspense } from 'react';
import { later } from '../components/later';
import { Waiting } from '../components/Waiting';
import { type Condition, EVERYONE } from '../data/definitions';

const ConditionEditor = later(() => import('./ConditionEditor'));

const ignore = () => {};

interface Props {
  /** What is edited; a change from outside needs another `key`. */
  value?: Condition;
  onChange?: (condition: Condition) => void;
}

/** The editor of a condition, loaded when it is first needed; a field of a form gives it its value and hears of changes. */
export function ConditionField({ value = EVERYONE, onChange = ignore }: Props) {
  return (
    <Suspense fallback={<Waiting />}>
      <ConditionEditor condition={value} onChange={onChange} />
    </Suspense>
  );
}
