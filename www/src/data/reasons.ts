import { type Reason, reasonText } from 'kehu';
import { asName, formatMoneyExact } from './format';
import { isMoney } from './money';
import { ruleset } from './ruleset';
import type { Language } from './types';

const NUMBER = /^-?\d+(\.\d+)?$/;

/** A reason as a line of a list: it begins with a capital, and amounts of money are told as such. */
export function reasonLine(reason: Reason, language: Language): string {
  const value = reason.params?.value;
  const params =
    value !== undefined && NUMBER.test(value) && isOfMoney(reason)
      ? { ...reason.params, value: formatMoneyExact(value, language) }
      : reason.params;
  return asName(reasonText({ ...reason, params }, language));
}

/** Whether what a reason tells the value of counts in money. */
function isOfMoney({ code, path, params }: Reason): boolean {
  if (code === 'score/money' || code === 'score/worth') return true;
  if (!path) return false;
  if (code === 'fact/field') return isMoney(path);
  const types = path.split(',');
  const properties = ruleset().events.flatMap((event) => (types.includes(event.id) ? (event.properties ?? []) : []));
  return properties.some(
    ({ kind, label }) => kind === 'amount' && Object.values(label).some((name) => name === params?.field),
  );
}
