/** TypeScript declarations from JSON Schema 2020-12, as far as `schemars` makes use of it. */

const NAMES = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' };

/**
 * One exported declaration for each definition of the schema; with `text`, for each that it names and all that these
 * need. What `text` declares itself is left to it.
 * @param {{$defs?: Record<string, any>}} schema
 * @param {string} [text]
 * @returns {string}
 */
export function declarations({ $defs = {} }, text) {
  const names = text === undefined ? Object.keys($defs) : needed($defs, text);
  return names.map((name) => declaration(name, $defs[name])).join('\n');
}

/**
 * The declarations of a document: the schema itself under its name, and all that it needs.
 * @param {string} name
 * @param {{$defs?: Record<string, any>}} schema
 * @returns {string}
 */
export const document = (name, { $defs, ...whole }) => declarations({ $defs: { ...$defs, [name]: whole } });

function needed($defs, text) {
  const declared = new Set([...text.matchAll(/^export (?:class|interface|type) (\w+)/gm)].map(([, name]) => name));
  for (const [, names] of text.matchAll(/^import type \{([^}]+)\}/gm))
    for (const name of names.match(/\w+/g)) declared.add(name);
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '');
  const found = new Set();
  const visit = (name) => {
    if (!$defs[name] || declared.has(name) || found.has(name)) return;
    found.add(name);
    for (const [, next] of JSON.stringify($defs[name]).matchAll(/"#\/\$defs\/(\w+)"/g)) visit(next);
  };
  for (const [name] of code.matchAll(/\b[A-Z]\w*/g)) visit(name);
  return [...found].sort();
}

function declaration(name, definition) {
  const comment = doc(definition.description, '');
  if (isPlainObject(definition)) return `${comment}export interface ${name} ${members(definition, '')}\n`;
  return `${comment}export type ${name} = ${type(definition, '')};\n`;
}

const isPlainObject = (schema) => schema.properties && !schema.oneOf && !schema.anyOf && !schema.allOf;

function type(schema, indent) {
  if (schema === true || Object.keys(schema).length === 0) return 'unknown';
  if (schema.$ref) return schema.$ref.split('/').at(-1);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  const parts = [...alternatives(schema, indent), ...typed(schema, indent)];
  if (parts.length > 1) return parts.map(grouped).join(' & ');
  return parts[0] ?? 'unknown';
}

/** `oneOf`, `anyOf` and `allOf`; what stands beside them is added by `typed`. */
function alternatives({ oneOf, anyOf, allOf }, indent) {
  const some = oneOf ?? anyOf;
  const parts = (allOf ?? []).map((part) => type(part, indent));
  return some ? [...parts, union(some.map((part) => type(part, indent)))] : parts;
}

function typed(schema, indent) {
  if (Array.isArray(schema.type)) return [union(schema.type.map((one) => ofType(one, schema, indent)))];
  if (schema.type === 'object' && !schema.properties && (schema.oneOf || schema.anyOf)) return [];
  return schema.type || schema.properties ? [ofType(schema.type ?? 'object', schema, indent)] : [];
}

function ofType(name, schema, indent) {
  if (name === 'array') return arrayOf(schema, indent);
  if (name === 'object') return schema.properties ? members(schema, indent) : recordOf(schema, indent);
  return NAMES[name] ?? 'unknown';
}

function arrayOf({ prefixItems, items }, indent) {
  if (prefixItems) return `[${prefixItems.map((item) => type(item, indent)).join(', ')}]`;
  return `${grouped(type(items ?? true, indent))}[]`;
}

function recordOf({ additionalProperties }, indent) {
  return `Record<string, ${type(additionalProperties || true, indent)}>`;
}

function members(schema, indent) {
  const inner = `${indent}  `;
  const required = new Set(schema.required ?? []);
  const lines = Object.entries(schema.properties).map(([name, member]) => {
    const mark = required.has(name) ? '' : '?';
    return `${doc(member.description, inner)}${inner}${key(name)}${mark}: ${type(member, inner)};\n`;
  });
  if (typeof schema.additionalProperties === 'object') lines.push(`${inner}[name: string]: unknown;\n`);
  return `{\n${lines.join('')}${indent}}`;
}

const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
const union = (parts) => [...new Set(parts)].join(' | ');
const grouped = (text) => (/ \| /.test(text) ? `(${text})` : text);

function doc(description, indent) {
  if (!description) return '';
  const lines = withoutExamples(description).trim().split('\n');
  if (lines.length === 1) return `${indent}/** ${escaped(lines[0])} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${escaped(line)}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

/** Examples are of the language that the types come from. @param {string} description */
const withoutExamples = (description) => description.replace(/\n*^```[\s\S]*?^```$/gm, '');

const escaped = (line) => line.replaceAll('*/', '*\\/');
