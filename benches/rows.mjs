// Reading a column, and printing a table.

/** The values of a column of CSV text. */
export function columnOf(text, name) {
  const [header, ...rows] = recordsOf(text);
  const at = header.indexOf(name);
  if (at < 0) throw new Error(`no column ${name}; there are: ${header.join(' ')}`);
  return rows.map((row) => row[at] ?? '');
}

/** The records of CSV text (RFC 4180). */
function recordsOf(text) {
  const fields = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/gy;
  const records = [[]];
  for (const [whole, field, end] of text.replace(/^\ufeff/, '').matchAll(fields)) {
    records.at(-1).push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (whole === '' || end === '') break;
    if (end !== ',') records.push([]);
  }
  return records;
}

const HEAD = ['', 'peer', 'its values/s', 'in bulk', 'times', 'one by one', 'times'];

/** The measured rows, aligned. */
export function table(rows) {
  const lines = rows.map(({ name, peer, theirs, bulk, single }) => [
    name,
    peer,
    count(theirs),
    count(bulk),
    times(bulk / theirs),
    count(single),
    times(single / theirs),
  ]);
  const widths = HEAD.map((_, index) => Math.max(...[HEAD, ...lines].map((line) => line[index].length)));
  const pad = (cell, index) => (index < 2 ? cell.padEnd(widths[index]) : cell.padStart(widths[index]));
  return [HEAD, ...lines].map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

const count = (rate) => Math.round(rate).toLocaleString('en-US').replaceAll(',', ' ');
const times = (ratio) => `${ratio.toFixed(ratio < 10 ? 2 : 0)}×`;
