import { SERVICES } from './fleet.mjs';

const COUNTS = ['lost', 'doubled', 'disordered', 'unfinished', 'dead'];

/**
 * Prints what a run has come to.
 *
 * @returns {{ rows: object[], ok: boolean }}
 */
export function report({ verdict, problems, answers, figures, items, evidence, seconds, logged }, { from, to }) {
  console.log(`\nFrom ${from.name} to ${to.name} in ${seconds.toFixed(0)} s`);
  const rows = [];
  let before = answers.before;
  for (const service of SERVICES) {
    const { replaced, starts, stops, badEnds } = figures.get(service);
    const during = difference(answers[service] ?? before, before);
    before = answers[service] ?? before;
    rows.push({
      service,
      replaced,
      startMs: Math.max(...starts),
      stopMs: Math.max(...stops),
      answered: sum(during, (answer) => answer === '2xx'),
      refused: sum(during, (answer) => answer.startsWith('503')),
      unanswered: sum(during, (answer) => answer.startsWith('no answer')),
      badEnds: badEnds.length,
    });
    for (const badEnd of badEnds) problems.push(badEnd);
  }
  table(rows, ['service', 'replaced', 'startMs', 'stopMs', 'answered', 'refused', 'unanswered', 'badEnds']);
  const kinds = [...new Set(items.map(({ kind }) => kind))].map(
    (kind) => `${items.filter((item) => item.kind === kind).length} ${kind}`,
  );
  const total = {
    accepted: items.length,
    messages: evidence.log.length,
    ...Object.fromEntries(COUNTS.map((count) => [count, verdict[count].length])),
    republished: verdict.republished,
    problems: problems.length,
  };
  console.log(`\nAccepted: ${kinds.join(', ')}`);
  table([total], Object.keys(total));
  for (const count of COUNTS) for (const what of verdict[count].slice(0, 20)) console.log(`${count}: ${what}`);
  for (const problem of problems.slice(0, 30)) console.log(problem);
  console.log(`\nAnswers: ${list(answers.after)}`);
  if (logged.length > 0) console.log(`Errors in the logs:\n${logged.join('\n')}`);
  const ok = COUNTS.every((count) => verdict[count].length === 0) && problems.length === 0 && items.length > 0;
  console.log(ok ? '\nNothing was lost, nothing doubled.' : '\nNOT as it must be.');
  return { rows: [...rows, { service: 'total', ...total, ok }], ok };
}

function difference(after, before) {
  return Object.fromEntries(Object.entries(after).map(([answer, count]) => [answer, count - (before[answer] ?? 0)]));
}

function sum(answers, isMeant) {
  return Object.entries(answers).reduce((total, [answer, count]) => total + (isMeant(answer) ? count : 0), 0);
}

function list(answers) {
  return Object.entries(answers)
    .map(([answer, count]) => `${count} x ${answer}`)
    .join(', ');
}

function table(rows, columns) {
  const text = (value) => (typeof value === 'number' ? String(Math.round(value)) : String(value));
  const lines = [columns, ...rows.map((row) => columns.map((column) => text(row[column])))];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at].length)));
  lines.splice(
    1,
    0,
    widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)),
  );
  for (const line of lines) {
    console.log(
      `| ${line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join(' | ')} |`,
    );
  }
}
