import { Alert } from 'antd';
import type { ReactNode } from 'react';
import type { Answer } from '../state/useAnswer';
import { Waiting } from './Waiting';

/** Shows an answer when it is there; until then a placeholder, and in its place what went wrong. */
export function Answered<T>({ answer, children }: { answer: Answer<T>; children: (value: T) => ReactNode }) {
  if (answer.error) return <Alert type="error" showIcon title={answer.error.message} />;
  if (answer.value === null) return answer.isLoading ? <Waiting /> : null;
  return children(answer.value);
}
