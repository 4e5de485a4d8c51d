import { Button } from 'antd';
import type { Condition } from '../../data/definitions';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { ConditionBuilder } from '../ConditionBuilder';
import { propertySubjects } from '../vocabulary';
import type { EventProps } from './EventEditor';
import { typesOf } from './eventTest';

/** Which of the events count, by their properties. */
export function WhereFields({ test, onChange }: EventProps) {
  const { events } = useText().builder;
  const { language } = useSession().state;
  const { where, ...anyOf } = test;
  const types = typesOf(test);
  const subjects = propertySubjects(types, language);
  const [first] = subjects;
  if (!first) return null;
  const begin = { field: first.name, op: 'equals', value: '' };
  if (!where)
    return (
      <Button
        size="small"
        type="link"
        style={{ alignSelf: 'start', padding: 0 }}
        onClick={() => onChange({ ...test, where: begin })}
      >
        {events.addWhere}
      </Button>
    );
  const change = (next: Condition) => onChange(isEmpty(next) ? (anyOf as typeof test) : { ...test, where: next });
  return (
    <div>
      <span className="muted small">{events.where}</span>
      <ConditionBuilder key={types.join()} condition={where} subjects={subjects} onChange={change} isNested={false} />
    </div>
  );
}

const isEmpty = ({ all }: Condition): boolean => Array.isArray(all) && all.length === 0;
