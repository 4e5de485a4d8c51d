/** What `dedupe` and `link` have in common. */
import { Failure } from './failure.js';
import { names, timeOf } from './options.js';
import { writeAll } from './output.js';

/** Options of both. */
export const MATCHING_OPTIONS = /** @type {const} */ ({
  output: { type: 'string', short: 'o' },
  id: { type: 'string' },
  ignore: { type: 'string' },
  truth: { type: 'string' },
  model: { type: 'string' },
  'save-model': { type: 'string' },
  train: { type: 'boolean' },
  untrained: { type: 'boolean' },
  blocking: { type: 'boolean' },
  rejects: { type: 'string' },
});

/** Their help. */
export const MATCHING_HELP = {
  zh: [
    ['--id COL', '记录编号所在的列'],
    ['--ignore COL,…', '不参与匹配的列'],
    ['--truth COL', '真实客户所在的列；在标准错误输出评估结果'],
    ['--model M.json', '使用已保存的匹配模型'],
    ['--save-model M.json', '保存所用的匹配模型'],
    ['--train', '由数据学习匹配模型（默认，除非指定了 --model 或 --ruleset）'],
    ['--untrained', '不学习，按规则集自带的模型匹配'],
    ['--blocking', '在标准错误输出各分块规则的比较对数、匹配数与占比'],
    ['--rejects FILE', '无法读取的行（默认 OUT.rejects.csv）'],
  ],
  en: [
    ['--id COL', 'column of the record id'],
    ['--ignore COL,…', 'columns that take no part in matching'],
    ['--truth COL', 'column of the true customer; figures go to stderr'],
    ['--model M.json', 'use a saved matching model'],
    ['--save-model M.json', 'save the matching model in use'],
    ['--train', 'learn the matching model from the data (the default unless --model or --ruleset is given)'],
    ['--untrained', 'do not learn: match by the model of the ruleset'],
    ['--blocking', 'what each blocking rule brought: pairs, matches and shares go to stderr'],
    ['--rejects FILE', 'rows that could not be read (default OUT.rejects.csv)'],
  ],
};

/** The ruleset, with the saved model in place of its own. @param {any} values @param {import('./context.js').Context} context */
export async function rulesetWithModel(values, context) {
  const ruleset = await context.ruleset();
  if (!values.model) return ruleset;
  return JSON.stringify({ ...JSON.parse(ruleset), matching: await context.json(values.model) });
}

/**
 * Whether the model is to be learned from the data: as asked for, else unless one is given, or a ruleset with one.
 * @param {any} values
 */
export function isTrained({ train, untrained, model, ruleset }) {
  if (train && untrained) throw new Failure('either', { one: '--train', other: '--untrained' });
  if (train || untrained) return Boolean(train) && !untrained;
  return !model && !ruleset;
}

const LINKS = ['auto', 'one-to-one', 'one-to-many', 'many-to-one', 'many-to-many'];

/** How many records one may be linked to, as the engine names it. @param {string} [value] */
export function linksOf(value = 'auto') {
  if (!LINKS.includes(value)) throw new Failure('bad-links', { value });
  return value.replaceAll('-', '_');
}

/** Says what was learned. @param {any} training @param {import('./context.js').Context} context */
export function sayTraining(training, context) {
  if (!training) return;
  if (!training.learned) {
    context.say('said-not-learned', { records: training.records });
    return;
  }
  context.say('said-training', {
    pairs: training.pairs,
    matches: Math.round(training.expectedMatches),
    recall: (training.recall * 100).toFixed(1),
    comparisons: training.comparisons.map((/** @type {any} */ comparison) => comparison.name).join(', '),
  });
}

/** Says what each blocking rule brought, where asked to. @param {any[]} blocking @param {any} values @param {import('./context.js').Context} context */
export function sayBlocking(blocking, values, context) {
  if (!values.blocking) return;
  for (const { precision, recall, ...rule } of blocking) {
    const percent = (/** @type {number} */ share) => (share * 100).toFixed(1);
    context.say('said-blocking', { ...rule, precision: percent(precision), recall: percent(recall) });
  }
}

/** Options of `beginImport`. @param {any} values */
export const importOptions = (values) => ({
  id: values.id,
  ignore: names(values.ignore),
  truth: values.truth,
  now: timeOf(values),
});

/** Saves the model and tells the figures, where asked to. @param {any} engine @param {any} values @param {import('./context.js').Context} context */
export async function conclude(engine, values, context) {
  if (values['save-model']) await writeAll(values['save-model'], context, `${engine.model()}\n`);
  if (!values.truth) return;
  const figures = engine.evaluate();
  for (const what of ['pairs', 'bcubed']) {
    const { precision, recall, f1 } = figures[what];
    context.say('said-scores', {
      what: context.word(`scores-${what}`),
      precision: precision.toFixed(4),
      recall: recall.toFixed(4),
      f1: f1.toFixed(4),
    });
  }
}
