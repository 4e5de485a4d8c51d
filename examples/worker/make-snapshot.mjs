/** node make-snapshot.mjs CUSTOMERS.csv customers.snapshot — what the worker is bound to. */
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createEngine } from 'kehu';

const [input, output = 'customers.snapshot'] = process.argv.slice(2);
const engine = await createEngine({ ruleset: 'b2b-cn' });
const { rows, customers } = await engine.beginImport({ source: 'crm' }).run(createReadStream(input));
await writeFile(output, engine.snapshot());
console.log(`${rows} rows, ${customers} customers → ${output}`);
