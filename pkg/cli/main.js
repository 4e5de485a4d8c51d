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
  try {
    if (asked && !['zh', 'en'].includes(asked)) throw new Failure('bad-language', { value: asked });
    return await run(args, language, streams);
  } catch (error) {
    if (error.code === 'EPIPE') return EXIT.ok; // the reader has seen enough
    streams.stderr.write(`kehu: ${explain(error, language)}\n`);
    return EXIT.failed;
  }
}

/** @param {string[]} args @param {import('./words.js').Language} language @param {import('./context.js').Streams} streams */
async function run([name, ...args], language, streams) {
  if (name === '--version' || name === '-V') return print(streams, version());
  if (name === 'help' && args.length > 0 && !args[0].startsWith('-'))
    return run([args[0], '--help'], language, streams);
  if (name === undefined || name.startsWith('-') || name === 'help') return overviewOrFail(name, language, streams);
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) throw new Failure('no-command', { command: name });
  const { values, operands } = parse(command, args);
  if (values.help) return print(streams, command.help[language]);
  const inputs = inputsOf(command, operands, values);
  if (inputs.filter((file) => file === STDIN).length > 1) throw new Failure('stdin-twice');
  await assertApart(await outputsOf(command, values), inputs);
  const context = new Context(language, values, streams);
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
  if (!['--help', '-h', 'help', '--lang'].includes(name) && !name.startsWith('--lang='))
    throw new Failure('no-command', { command: name });
  return print(streams, overview(language));
}

/** Options that name what is written besides the result. */
const WRITTEN = ['report', 'save-mapping', 'pairs', 'save-model', 'rejects'];

/** Where a command writes. @param {import('./commands.js').Command} command @param {any} values */
async function outputsOf({ options }, values) {
  const rejects = 'rejects' in options && !values.rejects ? await rejectsBeside(values.output) : undefined;
  const given = [values.output ?? '-', rejects, ...WRITTEN.map((name) => values[name])];
  return given.filter((file) => file !== undefined);
}

/** The tables and conditions that a command reads. @param {import('./commands.js').Command} command
 *  @param {string[]} operands @param {any} values */
const inputsOf = (command, operands, values) => [
  ...(command.operands.some((name) => name.includes('.')) ? operands : []),
  ...(values.customers ?? []),
  ...(values.events ?? []),
];

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
