import type { WorkerEngine } from 'kehu/worker';
import { useEffect, useMemo } from 'react';
import { type UseFormReturn, useForm } from 'react-hook-form';
import type { Language } from '../../data/types';
import { BLANK, type FieldName, type Values } from './fields';
import { resolverOf } from './resolver';

export type EntryFormState = UseFormReturn<Values>;

/** The form's state. A field is checked when it is left, and from then on while it is typed. */
export function useEntryForm(engine: WorkerEngine, language: Language): EntryFormState {
  const resolver = useMemo(() => resolverOf(engine, language), [engine, language]);
  const form = useForm<Values>({ resolver, mode: 'onTouched', criteriaMode: 'all', defaultValues: BLANK });
  const { trigger, formState } = form;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is complained of is said again when the language changes, and only then.
  useEffect(() => {
    for (const name of Object.keys(formState.errors) as FieldName[]) void trigger(name);
  }, [language]);
  return form;
}
