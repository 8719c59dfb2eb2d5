/**
 * Rows of one workload: one for each subject, and for Edda's one more for each further bar it has.
 *
 * @param {string} bench
 * @param {string} workload what stands before the colon of every subject
 * @param {string} unit
 * @param {Map<{ name: string }, number>} medians
 * @param {Record<string, string | undefined>} bars by the name of the subject that Edda is compared with, such as '>= 2'
 */
export function comparedRows(bench, workload, unit, medians, bars) {
  const byName = new Map([...medians].map(([{ name }, value]) => [name, value]));
  const subject = (name) => `${workload}: ${name}`;
  const rows = [];
  for (const [name, value] of byName) {
    const row = { bench, subject: subject(name), value, unit };
    const rivals = name === 'Edda' ? [...byName.keys()].filter((rival) => rival !== name) : [];
    if (rivals.length === 0) rows.push(row);
    for (const rival of rivals) {
      const ratio = value / byName.get(rival);
      rows.push({ ...row, ratioTo: subject(rival), ratio, ...judged(ratio, bars[rival]) });
    }
  }
  return rows;
}

/** A bar such as '>= 0.8' or '< 5 ms', and whether a figure meets it. */
export function judged(figure, bar) {
  if (bar === undefined) return {};
  const [, sign, limit] = /^(>=|<=|<) ([\d.]+)/.exec(bar);
  const ok = sign === '>=' ? figure >= Number(limit) : sign === '<=' ? figure <= Number(limit) : figure < Number(limit);
  return { bar, ok };
}
