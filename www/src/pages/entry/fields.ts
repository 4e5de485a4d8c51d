import { schema } from 'kehu';
import { fieldKind } from '../../data/ruleset';
import type { Language } from '../../data/types';

/** The fields of the form, in two groups. */
export const GROUPS = {
  company: ['company', 'uscc', 'industry', 'phone', 'address', 'website'],
  person: ['contact', 'title', 'mobile', 'email', 'wechat', 'remark'],
} as const;

export type FieldName = (typeof GROUPS)[keyof typeof GROUPS][number];

export const REQUIRED: FieldName = 'company';

/** What the form holds; a field that is empty is an empty text. */
export type Values = Record<FieldName, string>;

export const BLANK = Object.fromEntries(
  Object.values(GROUPS).flatMap((names) => names.map((name) => [name, ''])),
) as Values;

/** The values that say something. */
export function filled(values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim()));
}

type Maker = Exclude<keyof typeof schema, 'record'>;

const camelCase = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The package's schema of the field's kind. */
export function schemaOf(field: FieldName, language: Language) {
  const make = schema[camelCase(fieldKind(field)) as Maker];
  return make({ optional: field !== REQUIRED, language });
}
