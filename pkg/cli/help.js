/** Options of every command, for its help. */
const COMMON = {
  zh: [
    ['--ruleset FILE|PRESET', '规则集文件或预设名（默认 b2b-cn）'],
    ['--now ISO', '当作“现在”的时间（默认为系统时间）'],
    ['--strict', '发现不良数据时以 1 退出'],
    ['--progress', '即使不在终端也在标准错误输出进度'],
    ['--lang zh|en', '提示语言（默认取 LANG）'],
  ],
  en: [
    ['--ruleset FILE|PRESET', 'ruleset file or name of a preset (default b2b-cn)'],
    ['--now ISO', 'the time to take as now (default: the clock)'],
    ['--strict', 'exit with 1 when bad data was found'],
    ['--progress', 'progress on stderr even where that is no terminal'],
    ['--lang zh|en', 'language of messages (default from LANG)'],
  ],
};

/**
 * The help of a command: what it does, how it is called, its options.
 * @param {string} usage
 * @param {{zh: string, en: string}} summary
 * @param {{zh: string[][], en: string[][]}} options
 */
export function help(usage, summary, options) {
  const text = (/** @type {'zh' | 'en'} */ language, /** @type {string} */ label) =>
    [summary[language], '', `${label}${usage}`, '', ...rows([...options[language], ...COMMON[language]])].join('\n');
  return { zh: text('zh', '用法：'), en: text('en', 'Usage: ') };
}

/** @param {string[][]} options */
function rows(options) {
  const width = Math.max(...options.map(([name]) => name.length));
  return options.map(([name, words]) => `  ${name.padEnd(width)}  ${words}`);
}
