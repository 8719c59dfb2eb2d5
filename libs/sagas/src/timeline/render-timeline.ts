import { durationText } from './duration-text.js';
import type { SagaTimeline } from './saga-timeline.js';
import { failureText } from './step-text.js';
import { rowsOf } from './timeline-rows.js';
import { stepName, waitingText } from './waiting-text.js';

const NAME_WIDTH = 11;

/**
 * A timeline as lines of text for people who do not know the code: how it stands, what it waits for, and what happened, a
 * line each, with the time since it was started and how long it took.
 *
 * @param more facts to be told with how it stands
 */
export function renderTimeline(
  timeline: SagaTimeline,
  now: Date,
  more: readonly (readonly [name: string, value: string])[] = [],
): string[] {
  const { startedAt, endedAt, failure, status, waitsFor } = timeline;
  const facts: (readonly [string, string | null])[] = [
    ['reason', failure && status !== 'completed' ? failureText(failure) : null],
    ['started', startedAt?.toISOString() ?? null],
    ['ended', endedAt?.toISOString() ?? null],
    ...waitsFor.map((waiting): [string, string] => ['waits for', waitingText(waiting, status, now)]),
    ...more,
  ];
  return [
    statusText(timeline, now),
    ...facts.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(NAME_WIDTH)} ${value}`])),
    '',
    ...table(timeline, now),
  ];
}

/** How it stands, in a sentence. */
function statusText(timeline: SagaTimeline, now: Date): string {
  const { saga, version, status, startedAt, endedAt } = timeline;
  const took = startedAt ? durationText((endedAt ?? now).getTime() - startedAt.getTime()) : '';
  const at = timeline.step === null ? '' : ` It is at ${stepName(timeline.step, roundOf(timeline))}.`;
  const name = `${saga} ${version}`;
  switch (status) {
    case 'new':
      return `${name} has not begun.`;
    case 'running':
      return `${name} has been running for ${took}.${at}`;
    case 'compensating':
      return `${name} cannot go on: what was done is being undone.`;
    case 'paused':
      return `${name} is paused.${at}`;
    case 'stuck':
      return `${name} is stuck until somebody decides.${at}`;
    case 'completed':
      return `${name} is completed, after ${took}.`;
    case 'failed':
      return `${name} has failed, after ${took}: ${undoneText(timeline)}.`;
    case 'cancelled':
      return `${name} was cancelled, after ${took}: ${undoneText(timeline)}.`;
  }
}

function undoneText({ compensated }: SagaTimeline): string {
  if (compensated === 0) return 'nothing was undone';
  return compensated === 1 ? '1 thing that was done is undone' : `${compensated} things that were done are undone`;
}

function roundOf({ entries, step }: SagaTimeline): number {
  const last = entries.findLast((entry) => entry.kind === 'step' && entry.step === step);
  return last?.kind === 'step' ? last.round : 1;
}

function table({ entries, startedAt }: SagaTimeline, now: Date): string[] {
  const rows = entries.flatMap((entry) =>
    rowsOf(entry, now).map(({ at, tookMs, depth, what, text }) => ({
      at: durationText(at.getTime() - (startedAt ?? at).getTime()),
      took: tookMs === null ? '' : durationText(tookMs),
      what: '  '.repeat(depth) + what,
      text: what === '' ? `  ${text}` : text,
    })),
  );
  const all = [{ at: 'at', took: 'took', what: '', text: '' }, ...rows];
  const width = (of: (row: (typeof all)[number]) => string): number => Math.max(...all.map((row) => of(row).length));
  const [at, took, what] = [width((row) => row.at), width((row) => row.took), width((row) => row.what)];
  return all.map((row) =>
    `  ${row.at.padStart(at)}  ${row.took.padStart(took)}  ${row.what.padEnd(what)}  ${row.text}`.trimEnd(),
  );
}
