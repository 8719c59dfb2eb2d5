import type { BackfillOptions } from '@edda/messaging';
import { integerOption } from '../arguments/integer-option.js';
import { CommandError } from '../command-error.js';
import { timeOption } from '../events/log-options.js';

/** Which part of a log is sent. */
export type BackfillRange = Pick<BackfillOptions, 'from' | 'to' | 'since'>;

/**
 * Reads --from and --to.
 *
 * @throws CommandError when they cannot be read; --from takes `beginning`, a position or a time
 */
export function backfillRange(from: string | undefined, to: string | undefined): BackfillRange {
  const end = to === undefined ? {} : { to: integerOption('to', to, 1, Number.MAX_SAFE_INTEGER) };
  if (from === undefined || from === 'beginning') return end;
  if (/^\d+$/.test(from)) return { from: integerOption('from', from, 1, Number.MAX_SAFE_INTEGER), ...end };
  if (/^\d{4}-/.test(from)) return { since: timeOption('from', from), ...end };
  throw CommandError.badInput(`--from takes "beginning", a position or a time; got "${from}".`);
}

/** @throws CommandError for a position where several logs are sent: each counts for itself */
export function refuseSharedPositions({ from, to }: BackfillRange, services: readonly string[]): void {
  if (services.length < 2 || (from === undefined && to === undefined)) return;
  throw CommandError.badInput(
    `A position is one of one log, and the group hears of ${services.join(', ')}: name one with --service, or a time with --from.`,
  );
}
