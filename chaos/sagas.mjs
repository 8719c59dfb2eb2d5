// Sagas while everything around them breaks: one run with all protections, then a shorter one without each of them, in
// which what it protects from must happen and be found.
import { COUNTS } from './lib/counts.mjs';
import { printTable } from './lib/table.mjs';
import { FULL, SHORT, WITHOUT } from './sagas/plans.mjs';
import { run } from './sagas/run.mjs';

/** Which count shows that a protection was off. */
const SHOWS = {
  'expected-version': ['doubled', 'disordered'],
  'inbox-once': ['doubled'],
  'unit-of-work': ['doubled'],
  lease: ['unfinished'],
  'database-clock': ['disordered'],
};

/**
 * @param {{ seed: number, short?: boolean, without?: string, events?: number, major?: number }} options `events`: how many sagas
 * @param {(end: () => Promise<void>) => void} ending is told how to end what runs at once
 * @returns {Promise<{ rows: object[], ok: boolean }>}
 */
export async function sagas({ seed, short, without, events, major }, ending) {
  if (without !== undefined && !Object.hasOwn(WITHOUT, without))
    throw new Error(`Nothing is called "${without}": --without is one of ${Object.keys(WITHOUT).join(', ')}.`);
  const common = { seed, major, ending };
  const rows = [];
  if (without === undefined) {
    const plan = short ? SHORT : FULL;
    rows.push(...(await protectedRun({ ...common, plan: { ...plan, sagas: events ?? plan.sagas } })));
  }
  const switchedOff = without !== undefined ? [without] : short ? [] : Object.keys(WITHOUT);
  for (const protection of switchedOff) rows.push(await unprotectedRun(protection, without && events, common));
  return { rows, ok: rows.every(({ ok }) => ok) };
}

async function protectedRun(options) {
  const result = await run({ ...options, say: speaker('') });
  const rows = result.rows.map((row) => ({
    ...row,
    ok: COUNTS.every((count) => row[count] === 0) && row.hits > 0,
  }));
  report('With all protections', result, rows);
  for (const { fault, hits } of rows) if (hits === 0) console.log(`${fault} was never hit.`);
  return rows;
}

async function unprotectedRun(without, events, options) {
  const plan = { ...WITHOUT[without], ...(events && { sagas: events }) };
  const result = await run({ ...options, plan, without, say: speaker(`without ${without}, `) });
  const total = result.rows.at(-1);
  const row = {
    ...total,
    fault: `without ${without}`,
    ok: SHOWS[without].some((count) => total[count] > 0),
  };
  report(`Without ${without}: ${SHOWS[without].join(' or ')} must be above 0`, { ...result, problems: [] }, [row]);
  return row;
}

function report(title, { problems, ended, seconds }, rows) {
  const ends = Object.entries(ended).map(([status, count]) => `${count} ${status}`);
  console.log(`\n${title}: ${seconds.toFixed(0)} s; ${ends.join(', ')}`);
  printTable(rows, [], { events: 'sagas' });
  for (const problem of problems) console.log(problem);
}

function speaker(prefix) {
  const startedAt = performance.now();
  return (text) =>
    process.stderr.write(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${prefix}${text}\n`);
}
