/**
 * Texts of the errors that the harness itself raises; the engine brings its own.
 * A text names its parameters in braces.
 * @type {Readonly<Record<string, {zh: string, en: string}>>}
 */
const MESSAGES = Object.freeze({
  'argument/depth': { zh: '嵌套超过 {limit} 层', en: 'nested deeper than {limit} levels' },
  'argument/option': {
    zh: '没有选项“{name}”；可用：{known}',
    en: 'there is no option “{name}”; there are: {known}',
  },
  'argument/type': { zh: '应为{expected}，实际为 {actual}', en: 'expected {expected}, got {actual}' },
  'argument/unreadable': { zh: '无法读取：{cause}', en: 'cannot be read: {cause}' },
  'engine/crashed': {
    zh: '引擎意外中止，已恢复到最近一次提交的状态，可以重试',
    en: 'the engine stopped unexpectedly and was put back to its last committed state; try again',
  },
  'engine/freed': { zh: '引擎已释放', en: 'this engine was freed' },
  'engine/load_failed': {
    zh: '无法加载 WebAssembly 模块：{cause}。打包工具不复制 .wasm 文件时，请以 module 给出其地址，或改用 kehu/inline',
    en: 'the WebAssembly module could not be loaded: {cause}. Where a bundler copies no .wasm file, give its address as “module”, or import kehu/inline',
  },
  'engine/not_initialized': { zh: '请先调用 await init()', en: 'call await init() first' },
  'engine/unrecoverable': {
    zh: '引擎意外中止，且无法恢复：{cause}',
    en: 'the engine stopped unexpectedly and could not be restored: {cause}',
  },
  'import/cancelled': { zh: '导入已取消，未做任何更改', en: 'the import was cancelled; nothing was changed' },
  'import/ended': { zh: '导入已结束', en: 'this import has ended' },
  'import/interrupted': { zh: '文件来源中断：{cause}', en: 'the source of the file stopped: {cause}' },
  'import/lost': { zh: '导入中断，请重新开始', en: 'the import was lost; start it again' },
  'import/running': {
    zh: '此导入正在运行，请等待它结束',
    en: 'this import is running already; wait until it is done',
  },
  'input/binary': { zh: '是二进制文件，不是文本', en: 'is a binary file, not text' },
  'input/empty': { zh: '没有内容', en: 'is empty' },
  'input/encoding': { zh: '此环境无法解码 {encoding}', en: 'this host cannot decode {encoding}' },
  'input/excel': { zh: '是 Excel 工作簿，请先另存为 CSV', en: 'is an Excel workbook; save it as CSV first' },
  'input/json': {
    zh: '是 JSON，不是表格；每行一个对象的文件请以 .ndjson 命名',
    en: 'is JSON, not a table; name a file with one object a line .ndjson',
  },
  'input/json_lines': { zh: '是 JSON；此命令只接受表格（CSV）', en: 'is JSON; this command takes tables (CSV) alone' },
  'input/line_too_long': { zh: '有一行超过 {limit} 字节', en: 'has a line longer than {limit} bytes' },
  'store/attached': {
    zh: '此存储正由另一个引擎使用，请先释放它（free），或关闭存储',
    en: 'this store keeps another engine; free that one first, or close the store',
  },
  'store/closed': { zh: '存储已关闭', en: 'this store was closed' },
  'store/damaged': {
    zh: '存储“{path}”中间损坏：第 {frames} 次提交之后的 {bytes} 字节读不出来。之前的内容已载入；调用 compact() 之后才会以此为准继续写入，损坏的日志另存一旁',
    en: 'the store “{path}” is damaged in the middle: {bytes} bytes after commit {frames} cannot be read. What stands before is loaded; nothing is written until compact() makes that the state to go on from, and the damaged journal is put aside then',
  },
  'store/in_use': {
    zh: '存储“{name}”正被另一个标签页或进程使用',
    en: 'store “{name}” is in use by another tab or process',
  },
  'store/open_failed': { zh: '无法打开存储：{cause}', en: 'the store could not be opened: {cause}' },
  'store/write_failed': { zh: '写入存储失败：{cause}', en: 'the store could not be written: {cause}' },
  'value/plain': { zh: '应为文本或数字', en: 'must be text or a number' },
  'value/record': { zh: '应为一条记录', en: 'must be a record' },
  'value/required': { zh: '必填', en: 'is required' },
  'worker/failed': { zh: '工作线程出错', en: 'the worker failed' },
  'worker/lost': { zh: '工作线程已中止', en: 'the worker has stopped' },
  'worker/script': {
    zh: '工作线程的脚本未能加载。打包工具若没有带上 kehu 的 worker-thread.js，请自行启动一个 import kehu/worker-thread 的 Worker，并以 worker 选项传入',
    en: 'the script of the worker did not load. Where a bundler does not take along kehu’s worker-thread.js, start a Worker of your own that imports kehu/worker-thread, and pass it as “worker”',
  },
  'worker/unavailable': { zh: '无法启动工作线程：{cause}', en: 'the worker could not be started: {cause}' },
});

/**
 * What arguments may be, in Chinese; the code says it in English.
 * @type {Readonly<Record<string, string>>}
 */
const TERMS = Object.freeze({
  'a backend': '存储后端',
  'a boolean': '布尔值',
  'a day (ISO 8601)': '日期（ISO 8601）',
  'a function': '函数',
  'a store': '存储',
  'a string': '文本',
  'a symbol': '符号',
  'a valid date': '有效的日期',
  'a whole number': '非负整数',
  'an AbortSignal': 'AbortSignal',
  'an array': '列表',
  'an engine': '引擎',
  'an object': '对象',
  bytes: '字节',
  data: '普通数据',
  'two capitals of a country (ISO 3166)': '国家或地区的两个大写字母（ISO 3166）',
});

/** What a parameter is called in a language: names of types have one in each. @param {unknown} value @param {'zh' | 'en'} language */
export const term = (value, language) =>
  language === 'zh' && typeof value === 'string' ? (TERMS[value] ?? value.replace(/^an? (?=[A-Z]\w*$)/, '')) : value;

/** Every term. */
export const terms = () => Object.keys(TERMS);

/** @type {'zh' | 'en'} */
export const DEFAULT_LANGUAGE = 'zh';

/**
 * The text of `code` in a language; the code itself where no text is known.
 * @param {string} code
 * @param {Record<string, unknown>} [params]
 * @param {'zh' | 'en'} [language]
 */
export function text(code, params = {}, language = DEFAULT_LANGUAGE) {
  const template = MESSAGES[code]?.[language] ?? code;
  return template.replace(/\{(\w+)\}/g, (whole, name) => String(params[name] ?? whole));
}

/** All codes with a text. */
export const codes = () => Object.keys(MESSAGES);
