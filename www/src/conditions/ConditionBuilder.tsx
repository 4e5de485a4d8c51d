import './builder.css';
import { useMemo } from 'react';
import {
  type FullField,
  type FullOperator,
  QueryBuilder,
  QueryBuilderContext,
  type QueryBuilderContextProps,
  type RuleType,
  type Translations,
} from 'react-querybuilder';
import type { Condition } from '../data/definitions';
import { useText } from '../i18n/useText';
import type { Texts } from '../i18n/zh';
import { controls } from './controls';
import { BUCKET, CONTACTS, EVENT, SCORE, SEQUENCE } from './leaves';
import { COUNT_OPERATORS, operatorsOf } from './operators';
import { firstSequence } from './sequences/sequenceTest';
import { conditionOf, treeOf } from './tree';
import type { Subject, SubjectGroup } from './vocabulary';

interface Props {
  /** What is edited; a change from outside needs another `key`. */
  condition: Condition;
  subjects: Subject[] | SubjectGroup[];
  onChange: (condition: Condition) => void;
  /** Whether parts can be grouped. */
  isNested?: boolean;
}

/** What a builder inside a builder begins with; the context of the outer one would bring that one's query along. */
const ALONE: QueryBuilderContextProps<FullField, string> = {};

/** The library makes each builder a landmark without a name, of which nobody could tell several apart. */
function noLandmark(box: HTMLDivElement | null) {
  box?.querySelector('[role=form]')?.removeAttribute('role');
}

/** A condition as groups and rules. */
export function ConditionBuilder({ condition, subjects, onChange, isNested = true }: Props) {
  const text = useText();
  const words = useMemo(() => translationsOf(text), [text]);
  const combinators = [
    { name: 'and', value: 'and', label: text.builder.and },
    { name: 'or', value: 'or', label: text.builder.or },
  ];
  return (
    <QueryBuilderContext value={ALONE}>
      <div ref={noLandmark}>
        <QueryBuilder
          defaultQuery={treeOf(condition)}
          onQueryChange={(tree) => onChange(conditionOf(tree))}
          enableMountQueryChange={false}
          fields={subjects as FullField[]}
          getOperators={(_, { fieldData }) => named(operatorNames(fieldData as Subject), text)}
          getDefaultValue={(rule, { fieldData }) => firstValue(rule, fieldData as Subject)}
          combinators={combinators}
          translations={words}
          controlElements={controls}
          controlClassnames={isNested ? undefined : { addGroup: 'hidden' }}
          resetOnOperatorChange={false}
          showNotToggle={isNested}
          addRuleToNewGroups
          listsAsArrays
        />
      </div>
    </QueryBuilderContext>
  );
}

function operatorNames({ name, kind, choices }: Subject): string[] {
  if (name.startsWith(SCORE)) return choices?.length ? [BUCKET, ...COUNT_OPERATORS] : COUNT_OPERATORS;
  return kind === '' ? ['='] : operatorsOf(kind);
}

const named = (names: string[], { builder }: Texts): FullOperator[] =>
  names.map((name) => ({ name, value: name, label: builder.operators[name] ?? name }));

function firstValue({ field }: RuleType, { choices }: Subject): unknown {
  if (field === EVENT) return { event: 'order', within: { last: 90, unit: 'day' } };
  if (field === SEQUENCE) return firstSequence();
  if (field === CONTACTS) return { any: { all: [] } };
  return field.startsWith(SCORE) ? '' : (choices?.[0]?.value ?? '');
}

function translationsOf({ builder }: Texts): Partial<Translations> {
  return {
    fields: { title: builder.subject },
    operators: { title: builder.operator },
    value: { title: builder.value },
    combinators: { title: builder.combinator },
    notToggle: { label: builder.not, title: builder.notHint },
    addRule: { label: `+ ${builder.addRule}`, title: builder.addRule },
    addGroup: { label: `+ ${builder.addGroup}`, title: builder.addGroup },
    removeRule: { label: '', title: builder.removeRule },
    removeGroup: { label: '', title: builder.removeGroup },
  };
}
