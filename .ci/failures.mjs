// Reads what `npm test` printed and prints each failing test once more, with its project, spec and message: of a long
// output only the end is kept.
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

const MOST_LINES = 25;
const LEAST_LINES = 4;
/** Of all together. */
const ROOM = 110;

const blocks = new Map();
let spec = '';
let block;
for (const line of stripVTControlCharacters(readFileSync(process.argv[2], 'utf8')).split(/\r?\n/)) {
  const suite = /^ ?FAIL +(\S+) +(\S+)/.exec(line);
  const test = /^ {2}● (.+)/.exec(line);
  if (suite) spec = `${suite[1]} ${suite[2]}`;
  if (test && spec && test[1] !== 'Console') {
    block = [];
    // A suite with many failures tells them again in its summary.
    blocks.set(`${spec} ● ${test[1]}`, block);
  } else if (suite || test || /^ ?\S/.test(line)) block = undefined;
  else if (line.trim() !== '') block?.push(line);
}

const lines = Math.max(LEAST_LINES, Math.min(MOST_LINES, Math.floor(ROOM / Math.max(1, blocks.size)) - 2));
if (blocks.size > 0) console.log(`\nFailing tests: ${blocks.size}`);
for (const [name, text] of blocks) console.log(['', name, ...text.slice(0, lines)].join('\n'));
