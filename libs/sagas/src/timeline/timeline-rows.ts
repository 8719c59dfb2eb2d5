import type { TimelineEntry } from './saga-timeline.js';
import { askedText, attemptLines, compensationText, stepText } from './step-text.js';
import { stepName } from './waiting-text.js';

/** One line of a timeline. Without a `what` it belongs to the line above. */
export interface TimelineRow {
  readonly at: Date;
  readonly tookMs: number | null;
  readonly depth: number;
  readonly what: string;
  readonly text: string;
}

/** The lines of one entry: itself, and what happened on the way. */
export function rowsOf(entry: TimelineEntry, now: Date): TimelineRow[] {
  const { at, depth } = entry;
  const row = (what: string, text = '', tookMs: number | null = null): TimelineRow => ({
    at,
    tookMs,
    depth,
    what,
    text,
  });
  switch (entry.kind) {
    case 'started':
      return [row('started')];
    case 'step':
    case 'compensation': {
      const took = (entry.endedAt ?? now).getTime() - at.getTime();
      const name = stepName(entry.step, entry.round);
      const own =
        entry.kind === 'step' ? row(name, stepText(entry), took) : row(`undo ${name}`, compensationText(entry), took);
      const notes = attemptLines(entry).map((line) => ({
        at: line.at,
        tookMs: null,
        depth,
        what: '',
        text: line.text,
      }));
      return [own, ...notes];
    }
    case 'branch':
      return [row(entry.branch, entry.way === null ? 'takes none of its ways' : `takes the way "${entry.way}"`)];
    case 'round':
      return [row(entry.loop, `round ${entry.iteration} begins`)];
    case 'loop-left': {
      const rounds = entry.iterations === 1 ? '1 round' : `${entry.iterations} rounds`;
      return [row(entry.loop, `left after ${rounds}${entry.because === 'bound' ? ', the most it may go' : ''}`)];
    }
    case 'signal':
      return [row(`signal "${entry.signal}"`, `from ${entry.by}`)];
    case 'control':
      return [row(entry.action === 'migrated' ? 'taken over' : entry.action, controlText(entry))];
    case 'going-back':
      return [row('goes back', entry.step === null ? '' : `because ${entry.step} failed`)];
    case 'stuck':
      return [row('stuck', `at ${entry.compensating ? 'undoing ' : ''}${stepName(entry.step, entry.round)}`)];
    case 'ended':
      return [row(entry.status)];
  }
}

function controlText(entry: Extract<TimelineEntry, { kind: 'control' }>): string {
  const asked = askedText(entry);
  switch (entry.action) {
    case 'paused':
    case 'resumed':
      return asked;
    case 'retried':
      return `${entry.compensation ? 'undoing ' : ''}${stepName(entry.step, entry.round)} ${asked}`;
    case 'cancelled':
      return `${asked}${entry.compensate ? '; what was done is undone' : '; nothing is undone'}`;
    case 'migrated':
      return `from ${entry.from} to ${entry.to}${entry.step === null ? '' : ` at ${entry.step}`} ${asked}`;
  }
}
