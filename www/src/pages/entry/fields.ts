import { schema } from 'kehu';
import { fieldKind } from '../../data/ruleset';
import type { Language } from '../../data/types';

/** The fields of the form, in two groups. */
export const GROUPS = {
  company: ['company', 'uscc', 'industry', 'phone', 'address', 'website'],
  person: ['contact', 'title', 'mobile', 'email', 'wechat', 'remark'],
} as const;

export const REQUIRED = 'company';

export type Values = Record<string, string | undefined>;

/** The values that say something. */
export function filled(values: Values): Record<string, string> {
  const entries = Object.entries(values).flatMap(([name, value]) => (value?.trim() ? [[name, value] as const] : []));
  return Object.fromEntries(entries);
}

type Maker = Exclude<keyof typeof schema, 'record'>;

const camelCase = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A rule of the form library that asks the package's own check of the field's kind. */
export function ruleOf(field: string, language: Language) {
  const make = schema[camelCase(fieldKind(field)) as Maker];
  const check = field === REQUIRED ? make({ language }) : make({ optional: true, language });
  return {
    validateTrigger: ['onBlur', 'onSubmit'],
    validator: async (_: unknown, value: unknown) => {
      const { issues } = await check['~standard'].validate(value ?? '');
      if (issues) throw new Error(issues.map(({ message }) => message).join('；'));
    },
  };
}
