import type { FullField, OptionGroup } from 'react-querybuilder';
import { asName } from '../data/format';
import { type Ruleset, ruleset } from '../data/ruleset';
import type { Language } from '../data/types';
import type { Texts } from '../i18n/zh';
import { CONTACTS, EVENT, MARKS, SCORE, SEQUENCE, TYPED } from './leaves';

/** What a rule can be about. */
export interface Subject extends FullField {
  /** The kind of value; empty where it is no field. */
  kind: string;
  /** What can be chosen, where the values are known. */
  choices?: { value: string; label: string }[];
  /** Whether many customers have the same values, so that those are worth offering. */
  isCommon?: boolean;
}

/** Kinds of field with few values. */
const COMMON = ['region', 'industry', 'text', 'job_title'];

export type SubjectGroup = OptionGroup<Subject>;

const subject = (name: string, label: string, kind = '', choices?: Subject['choices']): Subject => ({
  name,
  value: name,
  label,
  kind,
  choices,
});

/** Everything that a condition on customers can be about, in the page's language. */
export function customerSubjects(language: Language, text: Texts): SubjectGroup[] {
  const { subjects } = text.builder;
  const rules = ruleset();
  const named = (all: { id: string; name: Record<Language, string> }[]) =>
    all.map(({ id, name }) => ({ value: id, label: name[language] || id }));
  const fields = (isContact: boolean) =>
    rules.fields
      .filter(({ entity }) => (entity === 'contact') === isContact)
      .map(({ name, label, kind }) => ({
        ...subject(name, label?.[language] || name, kind),
        isCommon: COMMON.includes(kind),
      }));
  const scores = rules.scores.map(({ id, name, buckets, rfm }) =>
    subject(SCORE + id, name[language], 'number', rfm ? rfmClasses(text) : named(buckets ?? [])),
  );
  return [
    {
      label: subjects.marks,
      options: [
        subject(MARKS.tag, text.condition.kinds.tag, '', named(rules.tags)),
        subject(MARKS.segment, text.condition.kinds.segment, '', named(rules.segments)),
        subject(MARKS.stage, text.customers.stage, '', named(rules.stages)),
        ...scores,
      ],
    },
    { label: subjects.behaviour, options: [subject(EVENT, subjects.event), subject(SEQUENCE, subjects.sequence)] },
    { label: subjects.company, options: fields(false) },
    { label: subjects.contacts, options: [subject(CONTACTS, subjects.contact), ...fields(true)] },
    { label: subjects.figures, options: figures(rules, language, text) },
    { label: subjects.other, options: [subject(TYPED, subjects.typed)] },
  ];
}

/** What can be said of one contact: its fields, and how the power map sees it. */
export function contactSubjects(language: Language, { builder }: Texts): Subject[] {
  const { fields, power } = ruleset();
  const words = builder.contacts;
  const own = fields.filter(({ entity }) => entity === 'contact');
  const known = (all: { id: string; name: Record<Language, string> }[] = []) =>
    all.map(({ id, name }) => ({ value: id, label: name[language] }));
  const seen = power && [
    subject('role', words.role, 'text', known(power.roles)),
    subject('stance', words.stance, 'text', known(power.stances)),
    subject('reached', words.reached, 'number', words.reachedOr),
  ];
  return [...(seen ?? []), ...own.map(({ name, label, kind }) => subject(name, label?.[language] || name, kind))];
}

/** The properties of events of these types; of all types, where none is named. */
export function propertySubjects(types: string[], language: Language): Subject[] {
  const chosen = ruleset().events.filter(({ id }) => types.length === 0 || types.includes(id));
  const properties = new Map(chosen.flatMap((event) => event.properties ?? []).map((one) => [one.name, one]));
  return [...properties.values()].map(({ name, label, kind }) => subject(name, asName(label[language] || name), kind));
}

export function rfmClasses(text: Texts) {
  return Object.entries(text.rfm.classes).map(([value, label]) => ({ value, label }));
}

/** The numbers that the engine works out for every customer. */
function figures(rules: Ruleset, language: Language, text: Texts): Subject[] {
  const words = text.builder.figures;
  const { power, money = [], entities = [], relations = [] } = rules;
  const roles = power?.roles ?? [];
  const sides = relations.flatMap(({ inverse, ...one }) => [one, ...(inverse ? [inverse] : [])]);
  return [
    ...money.map(({ id, name }) => subject(`money.${id}`, name[language], 'amount')),
    ...entities
      .filter(({ closed }) => closed)
      .map(({ id, name }) => subject(`open.${id}`, words.open(name[language]), 'number')),
    ...(power ? Object.entries(words.power).map(([id, label]) => subject(`power.${id}`, label, 'number')) : []),
    ...roles.map(({ id, name }) => subject(`power.${id}`, words.role(name[language]), 'number')),
    ...roles.map(({ id, name }) => subject(`power.reached_${id}`, words.reached(name[language]), 'number')),
    ...sides.map(({ id, name }) => subject(`relation.${id}`, words.relation(name[language]), 'number')),
  ];
}
