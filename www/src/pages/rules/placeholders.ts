import { customerSubjects, propertySubjects } from '../../conditions/vocabulary';
import { eventTypes, ruleset } from '../../data/ruleset';
import type { Language } from '../../data/types';
import type { Texts } from '../../i18n/zh';

/** Of a property. */
const OF_PROPERTY = ['sum', 'last', 'most_frequent'];
/** Of the events themselves. */
const OF_EVENTS = ['count', 'days_since_last'];

/** What the text of an action can tell of a customer, by group, as options of a select. */
export function placeholders(language: Language, text: Texts) {
  const { placeholders: own } = text.rules;
  const { subjects } = text.builder;
  const groups = customerSubjects(language, text).filter(({ label }) =>
    [subjects.company, subjects.contacts, subjects.figures].includes(label),
  );
  const fields = groups.map(({ label, options }) => ({
    label,
    options: options.map((one) => ({ value: one.name, label: one.label })),
  }));
  const customer = [
    { value: 'name', label: own.name },
    { value: 'id', label: own.id },
  ];
  return [
    { label: text.customers.title, options: customer },
    ...fields,
    { label: text.rules.people, options: people(language, text) },
    ...eventTypes(language).map(({ value, label }) => ({ label, options: ofEvent(value, label, language, text) })),
  ];
}

/** What can be told of a person. */
const OF_PERSON = ['name', 'title', 'department', 'mobile', 'email', 'wechat', 'since'] as const;

/** People at the customer by their role in buying. */
function people(language: Language, { rules }: Texts) {
  const roles = ruleset().power?.roles ?? [];
  return roles.flatMap(({ id, name }) =>
    OF_PERSON.map((what) => ({
      value: `contact.${id}.${what}`,
      label: `${name[language]} ${rules.personTold[what]}`,
    })),
  );
}

function ofEvent(event: string, label: string, language: Language, { rules }: Texts) {
  const words = rules.placeholderFunctions;
  const ofEvents = OF_EVENTS.map((fn) => ({ value: `${event}.${fn}`, label: `${label} ${words[fn]}` }));
  const isDeclared = ruleset().events.some(({ id }) => id === event);
  const properties = isDeclared ? propertySubjects([event], language) : [];
  const ofProperties = properties.flatMap(({ name, label: property, kind }) =>
    OF_PROPERTY.filter((fn) => fn !== 'sum' || kind === 'amount').map((fn) => ({
      value: `${event}.${fn}.${name}`,
      label: `${label} ${words[fn]} ${property}`,
    })),
  );
  return [...ofEvents, ...ofProperties];
}
