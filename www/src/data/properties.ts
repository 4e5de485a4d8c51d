import { formatMoneyExact } from './format';
import { ruleset } from './ruleset';
import type { Language } from './types';

/** What a property of an event is called and what kind it is; one that no event type declares is only known by its name. */
function propertyOf(name: string) {
  const known = ruleset().events.flatMap((event) => event.properties ?? []);
  return known.find((one) => one.name === name);
}

/** What an event or entity tells besides its kind, in one line: each property with its value, amounts as money. */
export const propertiesText = (properties: [string, unknown][], language: Language): string =>
  properties.map(([name, value]) => propertyText(name, String(value), language)).join(' · ');

function propertyText(name: string, value: string, language: Language): string {
  const property = propertyOf(name);
  const isMoney = property?.kind === 'amount' && Number.isFinite(Number(value));
  return `${property?.label[language] ?? name} ${isMoney ? formatMoneyExact(value, language) : value}`;
}
