import { standardSchemaResolver } from '@hookform/resolvers/standard-schema';
import { schema } from 'kehu';
import type { WorkerEngine } from 'kehu/worker';
import type { FieldError, Resolver } from 'react-hook-form';
import type { Language } from '../../data/types';
import { type FieldName, schemaOf, type Values } from './fields';

/**
 * A field that is left is checked by the schema of its kind, here and at once; the whole form by the schema of the record,
 * by the engine in its worker. What is saved is what was typed, for the engine cleans it itself and keeps both.
 */
export function resolverOf(engine: WorkerEngine, language: Language): Resolver<Values> {
  const record = schema.record<Values>(engine, { language });
  const whole = standardSchemaResolver(record, undefined, { raw: true });
  return async (values, context, options) => {
    const [name, ...others] = options.names ?? [];
    if (name === undefined || others.length > 0) return whole(values, context, options);
    const error = await errorOf(name, values[name], language);
    return error ? { values: {}, errors: { [name]: error } } : { values, errors: {} };
  };
}

async function errorOf(field: FieldName, value: string, language: Language): Promise<FieldError | null> {
  const { issues } = await schemaOf(field, language)['~standard'].validate(value);
  if (!issues) return null;
  const messages = issues.map(({ message }) => message);
  return { type: '', message: messages[0], types: Object.fromEntries(messages.entries()) };
}

/** Everything that is wrong with a field, not the first thing only. */
export function messagesOf({ message, types }: FieldError): string[] {
  const texts = Object.values(types ?? { message }).flat();
  return texts.filter((text) => typeof text === 'string');
}
