import type { Waiting } from '../engine/saga-engine.js';
import type { SagaStatus } from '../instance/saga-status.js';
import { durationText } from './duration-text.js';

/** What it waits for, for people. */
export function waitingText(waiting: Waiting, status: SagaStatus, now: Date): string {
  const { kind, step, round, until, signal } = waiting;
  const place = stepName(step, round);
  switch (kind) {
    case 'action':
      return `${place} to be carried out${some(waiting)}${atMost(until, now)}`;
    case 'outcome':
      return `the answer to ${place}${some(waiting)}${atMost(until, now)}`;
    case 'signal':
      return `${signal === undefined ? 'a signal' : `the signal "${signal}"`} at ${place}${atMost(until, now)}`;
    case 'timer':
      return until ? `${until.toISOString()} (${inTime(until, now)}) at ${place}` : `its time at ${place}`;
    case 'retry':
      return `the next attempt at ${place}${some(waiting)}${until ? ` ${inTime(until, now)}` : ''}`;
    case 'decision':
      return status === 'paused'
        ? `somebody who resumes or cancels it${step === '' ? '' : ` (at ${place})`}`
        : `somebody who decides at ${place}: retry, skip or cancel`;
  }
}

/** A step in its round, for people. */
export function stepName(step: string, round: number): string {
  return round > 1 ? `${step} (round ${round})` : step;
}

function some({ open, of }: Waiting): string {
  return of > 1 ? `, ${open} of ${of}` : '';
}

function atMost(until: Date | null, now: Date): string {
  return until ? `, at most until ${until.toISOString()} (${inTime(until, now)})` : '';
}

function inTime(until: Date, now: Date): string {
  const left = until.getTime() - now.getTime();
  return left > 0 ? `in ${durationText(left)}` : 'due now';
}
