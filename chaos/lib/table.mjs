/**
 * What a run has come to for one fault. Times are in milliseconds, null where nothing had to recover.
 * @typedef {{ fault: string, hits: number, events: number, missed: number, lost: number, doubled: number, disordered: number, unfinished: number, recoveryP50: number | null, recoveryP99: number | null, redeliveries?: number, ok: boolean }} Row
 */

const COLUMNS = ['fault', 'hits', 'events', 'missed', 'lost', 'doubled', 'disordered', 'unfinished'];
const TIMES = ['recoveryP50', 'recoveryP99'];

/**
 * @param {Row[]} rows
 * @param {string[]} more columns of this run alone
 * @param {Record<string, string>} names of columns that are called differently in this run
 */
export function printTable(rows, more = [], names = {}) {
  const columns = [...COLUMNS, ...more];
  const header = [...columns.map((column) => names[column] ?? column), 'p50 ms', 'p99 ms', 'ok'];
  const cells = rows.map((row) => [
    ...columns.map((column) => String(row[column] ?? 0)),
    ...TIMES.map((time) => (row[time] === null ? '' : String(Math.round(row[time])))),
    row.ok ? 'yes' : 'NO',
  ]);
  const widths = header.map((_, column) => Math.max(...[header, ...cells].map((line) => line[column].length)));
  const print = (line) =>
    console.log(
      `| ${line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join(' | ')} |`,
    );
  print(header);
  console.log(
    `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`,
  );
  cells.forEach(print);
}
