// npm run bench -- NAME [--json FILE] [options of the bench]
import { parseArgs } from 'node:util';
import { printTable, writeJson } from './lib/table.mjs';
import { research } from './research.mjs';

const BENCHES = { research };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, documents: { type: 'string' }, install: { type: 'boolean' } },
});
const [name = ''] = positionals;
if (!Object.hasOwn(BENCHES, name)) {
  console.error(`Usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [--json FILE] [--documents N] [--install]`);
  process.exit(2);
}
const rows = await BENCHES[name](values);
printTable(rows);
if (values.json) writeJson(values.json, rows);
process.exit(rows.every(({ ok }) => ok !== false) ? 0 : 1);
