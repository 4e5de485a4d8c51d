import { type ByteSource, decodeCsv } from 'kehu';

/** The first rows of a table, as they stand in the file. */
export interface Head {
  header: string[];
  rows: string[][];
}

/** Reads the header and up to `limit` rows; the rest of the file is not touched. */
export async function readHead(source: ByteSource, limit: number): Promise<Head> {
  const decoder = new TextDecoder();
  let text = '';
  let rows: string[][] = [];
  for await (const chunk of decodeCsv(source)) {
    text += decoder.decode(chunk, { stream: true });
    rows = parse(text, false);
    if (rows.length > limit) break;
  }
  if (rows.length <= limit) rows = parse(text, true);
  const [header = [], ...body] = rows;
  return { header: uniqueNames(header), rows: body.slice(0, limit) };
}

/** Columns as the engine names them: by their place where they have no name, and with a number where the name is taken. */
function uniqueNames(names: string[]): string[] {
  const unique: string[] = [];
  for (const [place, name] of names.entries()) {
    const base = name.trim() || `column ${place + 1}`;
    let candidate = base;
    for (let number = 2; unique.includes(candidate); number += 1) candidate = `${base} (${number})`;
    unique.push(candidate);
  }
  return unique;
}

/** The complete rows of a text; with `whole`, what follows the last line end is a row as well. */
function parse(text: string, whole: boolean): string[][] {
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = text.startsWith('\ufeff') ? 1 : 0; i < text.length; i += 1) {
    const character = text[i] as string;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (character === '"' && cell === '') quoted = true;
    else if (character === separator) {
      row.push(cell);
      cell = '';
    } else if (character === '\n') {
      rows.push([...row, cell.replace(/\r$/, '')]);
      row = [];
      cell = '';
    } else cell += character;
  }
  if (whole && (cell !== '' || row.length > 0)) rows.push([...row, cell]);
  return rows.filter((cells) => cells.some((one) => one.trim() !== ''));
}

/** Whichever of the usual separators the first line has most of. */
function separatorOf(text: string): string {
  const line = text.slice(0, text.indexOf('\n') >>> 0);
  const count = (separator: string) => line.split(separator).length;
  return [',', ';', '\t', '|'].reduce((best, one) => (count(one) > count(best) ? one : best));
}
