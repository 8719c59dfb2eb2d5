import { writeFileSync } from 'node:fs';

/**
 * A row of a measurement. `ratio` compares with the subject `ratioTo` of the same run; `bar` is what `value` (or
 * `ratio`, where there is one) must not miss, and `ok` whether it does not.
 * @typedef {{ bench: string, subject: string, value: number, unit: string, ratioTo?: string, ratio?: number, bar?: string, ok?: boolean }} Row
 */

/** @param {Row[]} rows */
export function printTable(rows) {
  const compared = rows.some(({ ratio }) => ratio !== undefined);
  const cells = rows.map((row) => [
    row.subject,
    `${format(row.value)} ${row.unit}`,
    ...(compared ? [comparison(row)] : []),
    row.bar ?? '',
    row.ok === undefined ? '' : row.ok ? 'yes' : 'NO',
  ]);
  const all = [['measured', 'value', ...(compared ? ['compared'] : []), 'bar', 'met'], ...cells];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  console.log(line(all[0]));
  console.log(`| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  for (const row of cells) console.log(line(row));
}

/** @param {Row[]} rows */
export function writeJson(file, rows) {
  writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`);
}

/** Subjects are compared within one workload, whose name stands before the colon of both. */
function comparison({ ratio, ratioTo }) {
  if (ratio === undefined) return '';
  return `${ratio.toFixed(2)} x ${ratioTo.slice(ratioTo.lastIndexOf(': ') + 1).trim()}`;
}

function format(value) {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(value >= 10 ? 1 : 2);
}
