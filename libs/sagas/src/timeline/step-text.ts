import type { SagaFailure } from '../definition/outcome.js';
import type { Asked } from '../engine/saga-message.js';
import { durationText } from './duration-text.js';
import type { Attempts, CompensationEntry, FailedAttempt, StepEntry } from './saga-timeline.js';

/** Failures of one step that are told one by one. */
const MOST_FAILURES = 10;

/** What became of a step, for people. */
export function stepText(entry: StepEntry): string {
  switch (entry.outcome) {
    case 'open':
      return openText(entry);
    case 'completed':
      return completedText(entry);
    case 'failed':
      return `failed${several(entry) ?? afterAttempts(entry)}${onlyFailure(entry)}`;
    case 'skipped':
      return `skipped ${askedText(entry.skipped)}`;
    case 'left':
      return `called off${several(entry) ?? ''}`;
  }
}

/** What became of undoing a step, for people. */
export function compensationText(entry: CompensationEntry): string {
  const { executions } = entry;
  const some = executions ? `${executions.done} of ${executions.size} ` : '';
  switch (entry.outcome) {
    case 'open':
      return executions ? `${some}undone so far` : 'is being undone';
    case 'compensated':
      return `${some}undone${atAttempt(entry)}`;
    case 'failed':
      return `${executions ? `${some}undone, then it ` : ''}failed${afterAttempts(entry)}${onlyFailure(entry)}`;
    case 'skipped':
      return `left as it is ${askedText(entry.skipped)}`;
  }
}

/** What happened on the way, a line each, with its time: nothing where the step failed at once. */
export function attemptLines(attempts: Attempts): { at: Date; text: string }[] {
  if (onlyFailure(attempts) !== '') return [];
  const { failures, executions } = attempts;
  const shown = failures.slice(0, MOST_FAILURES);
  const lines = shown.map((failed) => ({ at: failed.at, text: failedText(failed, executions !== null) }));
  const first = failures[shown.length];
  if (first) lines.push({ at: first.at, text: `and ${failures.length - shown.length} more failures` });
  return lines;
}

export function failureText({ code, detail }: SagaFailure): string {
  return `${code}: ${detail.replace(/\s+/g, ' ').trim()}`;
}

export function askedText(asked: Asked | null): string {
  return asked === null ? '' : `by ${asked.by}${asked.reason === '' ? '' : `: "${asked.reason}"`}`;
}

function openText(entry: StepEntry): string {
  const timer = entry.timers.findLast(({ purpose }) => purpose === 'sleep');
  if (entry.executions) return `${entry.executions.done} of ${entry.executions.size} done so far${failedSome(entry)}`;
  if (entry.work === 'sleep') return `waits${timer ? ` until ${timer.dueAt.toISOString()}` : ''}`;
  if (entry.work === 'signal') return `waits for ${signalName(entry)}`;
  const last = entry.failures.at(-1);
  if (last?.retryAt && last.attempt === entry.attempts) return `waits for attempt ${last.attempt + 1}${atMost(entry)}`;
  const which = entry.attempts > 1 ? `, attempt ${entry.attempts}${atMost(entry)}` : '';
  return `${entry.work === 'another' ? 'waits for the answer' : 'under way'}${which}`;
}

function completedText(entry: StepEntry): string {
  if (entry.executions) return `${entry.executions.done} of ${entry.executions.size} done${failedSome(entry)}`;
  if (entry.work === 'sleep') return 'its time has come';
  if (entry.work === 'signal') return entry.withoutSignal ? `goes on without ${signalName(entry)}` : 'done';
  return `done${atAttempt(entry)}`;
}

function signalName({ signal }: StepEntry): string {
  return signal === null ? 'a signal' : `the signal "${signal}"`;
}

function failedSome({ executions }: Attempts): string {
  return executions && executions.failed > 0 ? `, ${executions.failed} failed` : '';
}

function several({ executions }: Attempts): string | null {
  return executions && `: ${executions.done} of ${executions.size} done, ${executions.failed} failed`;
}

function atAttempt({ attempts, executions }: Attempts): string {
  return attempts > 1 && !executions ? ` at attempt ${attempts}` : '';
}

function afterAttempts({ attempts }: Attempts): string {
  return attempts > 1 ? ` after ${attempts} attempts` : '';
}

function atMost({ attemptsAtMost }: Attempts): string {
  return attemptsAtMost === null ? '' : ` of ${attemptsAtMost}`;
}

/** Why it failed, where there was one attempt at one execution. */
function onlyFailure({ failures, executions, attempts }: Attempts): string {
  const [failed] = failures;
  const isOnly = failed?.retryAt === null && failures.length === 1 && attempts === 1;
  return isOnly && !executions ? `: ${failureText(failed.failure)}` : '';
}

function failedText({ at, index, attempt, failure, retryAt }: FailedAttempt, isOneOfSeveral: boolean): string {
  if (index === null) return `failed: ${failureText(failure)}`;
  const item = isOneOfSeveral ? `number ${index + 1}, ` : '';
  const again = retryAt ? ` (next attempt after ${durationText(retryAt.getTime() - at.getTime())})` : '';
  return `${item}attempt ${attempt} failed: ${failureText(failure)}${again}`;
}
