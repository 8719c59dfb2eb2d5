import { writeFileSync } from 'node:fs';

/**
 * A row of a measurement. `ratio` compares with the subject `ratioTo` of the same run; `bar` is what `value` (or
 * `ratio`, where there is one) must not miss, and `ok` whether it does not.
 * @typedef {{ bench: string, subject: string, value: number, unit: string, ratioTo?: string, ratio?: number, bar?: string, ok?: boolean }} Row
 */

/** @param {Row[]} rows */
export function printTable(rows) {
  const cells = rows.map(({ subject, value, unit, bar, ok }) => [
    subject,
    `${format(value)} ${unit}`,
    bar ?? '',
    ok === undefined ? '' : ok ? 'yes' : 'NO',
  ]);
  const all = [['measured', 'value', 'bar', 'met'], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  console.log(line(all[0]));
  console.log(`| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  for (const row of cells) console.log(line(row));
}

/** @param {Row[]} rows */
export function writeJson(file, rows) {
  writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`);
}

function format(value) {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(value >= 10 ? 1 : 2);
}
