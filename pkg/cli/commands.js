import { clean } from './commands/clean.js';
import { customers } from './commands/customers.js';
import { dedupe } from './commands/dedupe.js';
import { link } from './commands/link.js';
import { normalize } from './commands/normalize.js';
import { sample } from './commands/sample.js';
import { segment } from './commands/segment.js';

/**
 * A command: its name, operands, options, help in both languages, and what it does. `run` answers whether bad data
 * was found.
 * @typedef {{name: string, usage: string, operands: string[], rest?: boolean,
 *   options: NonNullable<import('node:util').ParseArgsConfig['options']>, summary: {zh: string, en: string},
 *   help: {zh: string, en: string},
 *   run: (operands: string[], values: any, context: import('./context.js').Context) => Promise<boolean>}} Command
 */

/** In the order in which a file is worked on. @type {readonly Command[]} */
export const COMMANDS = [normalize, clean, dedupe, link, customers, segment, sample];

/** What `kehu --help` shows. @param {'zh' | 'en'} language */
export function overview(language) {
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary[language]}`);
  const frame = {
    zh: [
      '清洗、去重、归并、打标签并分群 B2B 客户数据',
      '',
      '用法：kehu 命令 [选项]',
      '',
      ...lines,
      '',
      'kehu 命令 --help 查看说明；--version 查看版本',
    ],
    en: [
      'Clean, match, merge, tag and segment B2B customer records',
      '',
      'Usage: kehu COMMAND [options]',
      '',
      ...lines,
      '',
      'kehu COMMAND --help tells more; --version the version',
    ],
  };
  return frame[language].join('\n');
}
