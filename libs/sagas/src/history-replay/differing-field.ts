import { isDeepStrictEqual } from 'node:util';
import type { HistoryEvent } from './history-event.js';

/** What tells one decision from another; times and ids are those of the run. */
const TOLD = [
  'step',
  'round',
  'index',
  'attempt',
  'kind',
  'size',
  'begun',
  'compensates',
  'signal',
  'branch',
  'loop',
  'iteration',
  'iterations',
  'because',
  'purpose',
  'status',
  'compensation',
  'compensating',
  'from',
  'to',
  'state',
] as const;
/** Fields that tell something by standing there, also to who did not write them. */
const PRESENT = ['retryAt', 'way', 'without'] as const;

/** The field in which two events of one type tell of different decisions; null when they tell of the same. */
export function differingField(recorded: HistoryEvent, would: HistoryEvent): string | null {
  const one = recorded.data as Record<string, unknown>;
  const other = JSON.parse(JSON.stringify(would.data)) as Record<string, unknown>;
  // The id of the signal that was taken, and not its name.
  const isId = recorded.type === 'StepCompleted';
  for (const field of TOLD) {
    if (one[field] === undefined || (isId && field === 'signal')) continue;
    if (!isDeepStrictEqual(one[field], other[field])) return field;
  }
  for (const field of PRESENT) {
    const same = field === 'retryAt' ? field in one === field in other : one[field] === other[field];
    if (!same) return field;
  }
  if (Array.isArray(one['awaits']) && one['awaits'].length !== (other['awaits'] as unknown[]).length) return 'awaits';
  const [failure, otherFailure] = [one['failure'], other['failure']] as ({ code: string } | undefined)[];
  return failure?.code === otherFailure?.code ? null : 'failure';
}
