import { KehuError } from '../lib/error.js';
import { version } from '../lib/inline.js';
import { COMMANDS, overview } from './commands.js';
import { Context } from './context.js';
import { Failure, inOneLine } from './failure.js';
import { rejectsBeside } from './imports.js';
import { STDIN } from './input.js';
import { parse } from './options.js';
import { assertApart } from './output.js';
import { languageOf, word } from './words.js';

/** Exit codes: all well; bad data was found and `--strict` asked to fail; the command could not be carried out. */
const EXIT = /** @type {const} */ ({ ok: 0, badData: 1, failed: 2 });

/**
 * Runs the command line and answers with the exit code.
 * @param {string[]} args
 * @param {import('./context.js').Streams} [streams]
 */
export async function main(args, streams = process) {
  const asked = askedLanguage(args);
  const language = languageOf(asked, process.env);
  // Whoever reads may leave at any time; writing tells where it matters.
  for (const stream of [streams.stdout, streams.stderr]) stream.on('error', () => {});
  try {
    if (asked && !['zh', 'en'].includes(asked)) throw new Failure('bad-language', { value: asked });
    return await run(args, language, streams);
  } catch (error) {
    if (error.code === 'EPIPE') return EXIT.ok; // the reader has seen enough
    streams.stderr.write(`kehu: ${explain(error, language)}\n`);
    return EXIT.failed;
  }
}

/** What asks for help in place of a command. */
const HELP = ['help', '--help', '-h'];

/** The arguments, with a language that is named before the command behind it. @param {string[]} args */
function languageLast(args) {
  const words = args[0] === '--lang' ? 2 : Number(args[0]?.startsWith('--lang='));
  return [...args.slice(words), ...args.slice(0, words)];
}

/** @param {string[]} given @param {import('./words.js').Language} language @param {import('./context.js').Streams} streams */
async function run(given, language, streams) {
  const [name, ...args] = languageLast(given);
  if (name === '--version' || name === '-V') return print(streams, version());
  if (HELP.includes(name) && args.length > 0 && !args[0].startsWith('-'))
    return run([args[0], '--help'], language, streams);
  if (name === undefined || name.startsWith('-') || HELP.includes(name)) return overviewOrFail(name, language, streams);
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) throw new Failure('no-command', { command: name });
  const { values, operands } = parse(command, args);
  if (values.help) return print(streams, command.help[language]);
  const inputs = inputsOf(command, operands, values);
  if (inputs.filter(({ file }) => file === STDIN).length > 1) throw new Failure('stdin-twice');
  const outputs = await outputsOf(command, values);
  await assertApart(outputs, inputs);
  const context = new Context(language, values, streams, outputs.length > 1 || Boolean(values.strict));
  const foundBad = await command.run(operands, values, context);
  context.progress.clear();
  return foundBad && values.strict ? EXIT.badData : EXIT.ok;
}

/** @param {string | undefined} name @param {import('./words.js').Language} language @param {import('./context.js').Streams} streams */
function overviewOrFail(name, language, streams) {
  if (name === undefined) {
    streams.stderr.write(`${overview(language)}\n`);
    return EXIT.failed;
  }
  if (![...HELP, '--lang'].includes(name) && !name.startsWith('--lang='))
    throw new Failure('no-command', { command: name });
  return print(streams, overview(language));
}

/** Options that name what is written besides the result, each with the one, if any, that names the same kind of file to be read:
 *  those two may be one file. */
const WRITTEN = { report: 'previous', 'save-mapping': 'mapping', pairs: '', 'save-model': 'model', rejects: '' };

/** Where a command writes: the result first. @param {import('./commands.js').Command} command @param {any} values
 *  @returns {Promise<import('./output.js').Place[]>} */
async function outputsOf({ options }, values) {
  const rejects = 'rejects' in options && !values.rejects ? await rejectsBeside(values.output) : undefined;
  const besides = Object.entries(WRITTEN).map(([name, kind]) => ({ kind, file: values[name] }));
  return [{ kind: '', file: values.output ?? '-' }, { kind: '', file: rejects }, ...besides].filter(({ file }) => file);
}

/** What a command reads: tables, conditions and what its options name. @param {import('./commands.js').Command} command
 *  @param {string[]} operands @param {any} values @returns {import('./output.js').Place[]} */
function inputsOf(command, operands, values) {
  const tables = command.operands.some((name) => name.includes('.')) ? operands : [];
  const named = ['ruleset', 'previous', 'mapping', 'model'].map((kind) => ({ kind, file: values[kind] }));
  const data = [...tables, ...(values.customers ?? []), ...(values.events ?? [])].map((file) => ({
    kind: 'data',
    file,
  }));
  return [...data, ...named.filter(({ file }) => file && file !== STDIN)];
}

/** @param {import('./context.js').Streams} streams @param {string} text */
function print(streams, text) {
  streams.stdout.write(`${text}\n`);
  return EXIT.ok;
}

/** The language must be known before the options are, for their errors are told in it. @param {string[]} args */
function askedLanguage(args) {
  const at = args.indexOf('--lang');
  if (at >= 0) return args[at + 1];
  return args.find((arg) => arg.startsWith('--lang='))?.slice('--lang='.length);
}

/** @param {any} error @param {import('./words.js').Language} language */
function explain(error, language) {
  if (error instanceof Failure) return word(error.id, language, error.params);
  if (error instanceof KehuError) return inOneLine(error, language);
  return error.stack ?? String(error);
}
