/** What the command line says, in both languages; helps live beside their commands. */
const WORDS = {
  'about-file': { zh: '{file}：{cause}', en: '{file}: {cause}' },
  'bad-date': { zh: '{option} 不是 ISO 8601 时间：{value}', en: '{option} is not an ISO 8601 time: {value}' },
  'bad-json': { zh: '{file} 不是有效的 JSON：{cause}', en: '{file} is not valid JSON: {cause}' },
  'bad-language': { zh: '--lang 只能是 zh 或 en，而不是 {value}', en: '--lang must be zh or en, not {value}' },
  'bad-number': {
    zh: '{option} 应为不小于 {least} 的整数：{value}',
    en: '{option} must be a whole number of at least {least}: {value}',
  },
  'cannot-read': { zh: '无法读取 {file}：{cause}', en: 'cannot read {file}: {cause}' },
  'cannot-write': { zh: '无法写入 {file}：{cause}', en: 'cannot write {file}: {cause}' },
  either: { zh: '{one} 与 {other} 只能用一个', en: 'either {one} or {other}, not both' },
  'exports-and-tables': {
    zh: '--customers 或者都是 kehu customers 的输出（.ndjson），或者都是客户表格',
    en: '--customers takes what kehu customers wrote (.ndjson) or tables, not both at once',
  },
  'events-with-export': {
    zh: '{file} 已包含事件；--events 只与客户表格一起使用',
    en: '{file} holds its events already; --events goes with a customer table',
  },
  'is-folder': { zh: '{file} 是文件夹', en: '{file} is a folder' },
  'missing-file': { zh: '找不到文件 {file}', en: 'no such file: {file}' },
  'missing-operand': { zh: '缺少 {operand}；用法：{usage}', en: 'missing {operand}; usage: {usage}' },
  'missing-option': { zh: '缺少 {option}；用法：{usage}', en: 'missing {option}; usage: {usage}' },
  'needs-option': { zh: '{option} 要与 {other} 一起使用', en: '{option} goes with {other}' },
  'no-command': {
    zh: '没有命令“{command}”；kehu --help 列出全部命令',
    en: 'no command “{command}”; kehu --help lists them',
  },
  'no-kind': { zh: '没有类型“{kind}”；可用：{kinds}', en: 'no kind “{kind}”; there are: {kinds}' },
  'no-preset': {
    zh: '{ruleset} 既不是文件也不是预设；预设有：{presets}',
    en: '{ruleset} is neither a file nor a preset; presets: {presets}',
  },
  'option-alone': {
    zh: '{option} 不带值；kehu {command} --help 有说明',
    en: '{option} takes no value; see kehu {command} --help',
  },
  'option-twice': {
    zh: '{option} 只能给一次；kehu {command} --help 有说明',
    en: '{option} can be given once only; see kehu {command} --help',
  },
  'option-value': {
    zh: '{option} 缺少值；kehu {command} --help 有说明',
    en: '{option} needs a value; see kehu {command} --help',
  },
  'same-file': { zh: '输出不能覆盖输入 {file}', en: 'the output would overwrite the input {file}' },
  'same-output': { zh: '两项输出不能写到同一处：{file}', en: 'two outputs would go to one place: {file}' },
  stdin: { zh: '标准输入', en: 'standard input' },
  'stdin-twice': { zh: '标准输入（-）只能读一次', en: 'standard input (-) can be read once only' },
  'too-many': { zh: '多余的参数“{operand}”；用法：{usage}', en: 'unexpected “{operand}”; usage: {usage}' },
  'unknown-option': {
    zh: '没有选项 {option}；kehu {command} --help 有说明',
    en: 'no option {option}; see kehu {command} --help',
  },
  'unusable-file': { zh: '{file} {cause}', en: '{file} {cause}' },
  usage: { zh: '{cause}；kehu {command} --help 有说明', en: '{cause}; see kehu {command} --help' },

  'said-blocking': {
    zh: '规则 {rule}：提出 {pairs} 对（新增 {newPairs}），匹配 {matches}（{precision}%），待复核 {reviews}，占全部匹配的 {recall}%；{generic} 个取值过于常见，略过 {leftOut} 对',
    en: 'rule {rule}: {pairs|pair} ({newPairs} new), {matches} match ({precision} %), {reviews} to review, {recall} % of all matches; {generic} values too common, {leftOut} pairs left out',
  },
  'said-cleaned': {
    zh: '{rows} 行已清洗，质量得分 {before} → {after}',
    en: '{rows|row} cleaned, quality score {before} → {after}',
  },
  'said-customers': { zh: '{rows} 行归为 {customers} 个客户', en: '{rows|row}, {customers|customer}' },
  'said-drift': { zh: '与上一批不同：{text}', en: 'unlike the batch before: {text}' },
  'said-more-drift': { zh: '另有 {more} 处不同，见报告', en: 'and {more} more, see the report' },
  'said-links': { zh: '据数据按 {links} 关联', en: 'linked {links}, as the data say' },
  'said-pairs': { zh: '{matches} 对匹配，{reviews} 对待复核', en: '{matches|matching pair}, {reviews} to review' },
  'said-rejected': { zh: '{rejected} 行无法读取，见 {file}', en: '{rejected|row} could not be read, see {file}' },
  'said-rejected-nowhere': {
    zh: '{rejected} 行无法读取（用 --rejects FILE 保存）',
    en: '{rejected|row} could not be read (--rejects FILE keeps them)',
  },
  'said-repeated-events': {
    zh: '{file}：{repeated} 行是已经读过的事件，只算一次',
    en: '{file}: {repeated|row} of events that were read before, each counted once',
  },
  'said-repeated-records': {
    zh: '{file}：{repeated} 行替换了同一来源、同一编号的记录',
    en: '{file}: {repeated|row} replaced a record of the same source and id',
  },
  'said-sample': { zh: '已写入 {files}', en: 'wrote {files}' },
  'said-scores': {
    zh: '{what}：准确率 {precision}，召回率 {recall}，F1 {f1}',
    en: '{what}: precision {precision}, recall {recall}, F1 {f1}',
  },
  'scores-bcubed': { zh: 'B-cubed', en: 'B-cubed' },
  'scores-pairs': { zh: '成对', en: 'pairwise' },
  'bad-links': {
    zh: '--links 只能是 auto、one-to-one、one-to-many、many-to-one 或 many-to-many，而不是 {value}',
    en: '--links must be auto, one-to-one, one-to-many, many-to-one or many-to-many, not {value}',
  },
  'said-not-learned': {
    zh: '{records} 行中可供学习的相同记录太少，按规则集自带的权重匹配',
    en: 'too few of the {records|record} are alike to learn from: matched by the weights of the ruleset',
  },
  'said-training': {
    zh: '由数据学习：比较了 {pairs} 对，估计有 {matches} 对相同，分块规则约可找到 {recall}%；依据：{comparisons}',
    en: 'learned from the data: {pairs|pair} compared, some {matches|pair} the same, blocking finds about {recall} %; by {comparisons}',
  },
  'stage-indexing': { zh: '建立索引', en: 'indexing' },
  'stage-matching': { zh: '匹配', en: 'matching' },
  'stage-reading': { zh: '读取', en: 'reading' },
  'stage-training': { zh: '学习模型', en: 'learning' },
  'stage-writing': { zh: '写入', en: 'writing' },
  'stage-done': { zh: '完成', en: 'done' },
};

/** @typedef {'zh' | 'en'} Language */

/** The text of `id`; `{rows|row}` is a number with what it counts. @param {string} id @param {Language} language @param {Record<string, unknown>} [params] */
export function word(id, language, params = {}) {
  const template = /** @type {any} */ (WORDS)[id]?.[language] ?? id;
  return template.replace(
    /\{(\w+)(?:\|([\w ]+))?\}/g,
    (/** @type {string} */ whole, /** @type {string} */ name, /** @type {string | undefined} */ counted) => {
      const value = String(params[name] ?? whole);
      return counted ? `${value} ${counted}${value === '1' ? '' : 's'}` : value;
    },
  );
}

/** The language asked for by `--lang`, else that of the environment. @param {string | undefined} asked @param {NodeJS.ProcessEnv} environment @returns {Language} */
export function languageOf(asked, environment) {
  const name = asked || environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return name.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
