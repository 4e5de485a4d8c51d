import assert from 'node:assert/strict';
import test from 'node:test';
import { decodeCsv, Transcoder } from '../../pkg/lib/transcode.js';
import { looksUtf8 } from '../../pkg/lib/utf8.js';

const TEXT = '编号,公司名称\n1,深圳市腾讯计算机系统有限公司\n2,联通\n';
const utf8 = (text) => new TextEncoder().encode(text);
const concat = (...parts) => new Uint8Array(Buffer.concat(parts.map((part) => Uint8Array.from(part))));
const utf16 = (text, big) => {
  const b = Buffer.from(text, 'utf16le');
  return new Uint8Array(big ? b.swap16() : b);
};
/** Characters of two bytes by inverting the decoder, since hosts only decode. */
function encoder(encoding) {
  const decoder = new TextDecoder(encoding);
  const bytes = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) bytes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
    }
  }
  return (text) => Uint8Array.from([...text].flatMap((c) => (c < '\x80' ? [c.charCodeAt(0)] : bytes.get(c))));
}
const gb = encoder('gb18030');
const big5 = encoder('big5');
const TRADITIONAL = '編號,公司名稱,聯絡人\n1,台灣積體電路製造股份有限公司,陳大文\n2,香港國際貿易有限公司,黃小明\n';

const CASES = [
  { why: 'nothing', bytes: new Uint8Array(0), text: '', encoding: null },
  { why: 'ASCII decides nothing', bytes: utf8('id,name\n1,x\n'), text: 'id,name\n1,x\n', encoding: null },
  { why: 'UTF-8', bytes: utf8(TEXT), text: TEXT, encoding: 'utf-8' },
  { why: 'UTF-8 with mark, which goes', bytes: concat([0xef, 0xbb, 0xbf], utf8(TEXT)), text: TEXT, encoding: 'utf-8' },
  { why: 'GB18030, two bytes a character', bytes: gb(TEXT), text: TEXT, encoding: 'gb18030' },
  { why: 'the word that is famous for reading as UTF-8', bytes: gb('联通'), text: '联通', encoding: 'gb18030' },
  {
    why: 'GB18030, four bytes a character',
    bytes: concat(gb('电话：'), [0x81, 0x30, 0x89, 0x38]),
    text: `电话：${new TextDecoder('gb18030').decode(Uint8Array.of(0x81, 0x30, 0x89, 0x38))}`,
    encoding: 'gb18030',
  },
  {
    why: 'ASCII first, GB18030 late',
    bytes: concat(utf8('x'.repeat(100_000)), gb('公司')),
    text: `${'x'.repeat(100_000)}公司`,
    encoding: 'gb18030',
  },
  {
    why: 'UTF-16 little end first, as Excel saves text',
    bytes: concat([0xff, 0xfe], utf16(TEXT)),
    text: TEXT,
    encoding: 'utf-16le',
  },
  { why: 'UTF-16 big end first', bytes: concat([0xfe, 0xff], utf16(TEXT, true)), text: TEXT, encoding: 'utf-16be' },
  { why: 'UTF-16 without a mark', bytes: utf16(TEXT), text: TEXT, encoding: 'utf-16le' },
  { why: 'UTF-16 big end first without a mark', bytes: utf16(TEXT, true), text: TEXT, encoding: 'utf-16be' },
  { why: 'UTF-16 of ASCII alone', bytes: utf16('id,name\n1,x\n'), text: 'id,name\n1,x\n', encoding: 'utf-16le' },
  {
    why: 'UTF-16 with characters that have a zero on the other side',
    bytes: utf16('编号,部门\n1,一部\n2,开发部\n3,开放一部\n'),
    text: '编号,部门\n1,一部\n2,开发部\n3,开放一部\n',
    encoding: 'utf-16le',
  },
  {
    why: 'a zero in ASCII, which is no UTF-16',
    bytes: utf8('id,name\n1,a\0b\n'),
    text: 'id,name\n1,a\0b\n',
    encoding: null,
  },
  {
    why: 'zeros between control characters, which are no text',
    bytes: Uint8Array.of(1, 0, 2, 0, 65, 0, 66, 0),
    text: '\x01\0\x02\0A\0B\0',
    encoding: null,
  },
  {
    why: 'one damaged byte does not make UTF-8 another encoding',
    bytes: concat(utf8(TEXT), [0xff], utf8(TEXT)),
    text: `${TEXT}\ufffd${TEXT}`,
    encoding: 'utf-8',
  },
  { why: 'two bytes', bytes: gb('公'), text: '公', encoding: 'gb18030' },
  { why: 'Big5, as Taiwan and Hong Kong save tables', bytes: big5(TRADITIONAL), text: TRADITIONAL, encoding: 'big5' },
  { why: 'one cell of Big5', bytes: big5('id,聯絡人\n'), text: 'id,聯絡人\n', encoding: 'big5' },
  { why: 'traditional characters in GBK', bytes: gb(TRADITIONAL), text: TRADITIONAL, encoding: 'gb18030' },
  { why: 'long Big5', bytes: big5(TRADITIONAL.repeat(2000)), text: TRADITIONAL.repeat(2000), encoding: 'big5' },
  { why: 'long UTF-8', bytes: utf8(TEXT.repeat(3000)), text: TEXT.repeat(3000), encoding: 'utf-8' },
  { why: 'long GB18030', bytes: gb(TEXT.repeat(3000)), text: TEXT.repeat(3000), encoding: 'gb18030' },
];

function transcoded(bytes, size) {
  const transcoder = new Transcoder();
  const out = [];
  for (let at = 0; at < bytes.length; at += size) out.push(transcoder.push(bytes.subarray(at, at + size)));
  out.push(transcoder.finish());
  return { text: new TextDecoder().decode(Buffer.concat(out)), encoding: transcoder.encoding };
}

for (const { why, bytes, text, encoding } of CASES) {
  test(`decodes ${why}`, () => {
    const sizes = bytes.length > 10_000 ? [1000, 65_537, bytes.length] : [1, 2, 3, 7, bytes.length || 1];
    for (const size of sizes) assert.deepEqual(transcoded(bytes, size), { text, encoding }, `in chunks of ${size}`);
  });
}

test('decodeCsv streams any source', async () => {
  const chunks = [];
  for await (const chunk of decodeCsv(new Blob([gb(TEXT)]))) chunks.push(chunk);
  assert.equal(Buffer.concat(chunks).toString(), TEXT);
});

test('agrees with the strict decoder of the host on random bytes', () => {
  let seed = 7;
  const next = (limit) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return seed % limit;
  };
  const strict = new TextDecoder('utf-8', { fatal: true });
  const leads = [0x41, 0x80, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xe4, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xa0, 0x9f, 0x90, 0x8f];
  for (let round = 0; round < 20_000; round += 1) {
    const bytes = Uint8Array.from({ length: 1 + next(4) }, () => leads[next(leads.length)]);
    let valid = true;
    try {
      strict.decode(bytes, { stream: true });
    } catch {
      valid = false;
    }
    try {
      strict.decode();
    } catch {
      /* only resets a cut-off end */
    }
    const wellFormed = looksUtf8(bytes);
    if (valid) assert.ok(wellFormed, bytes.join());
    else if (bytes.length === 1) assert.ok(!wellFormed, bytes.join());
  }
});
