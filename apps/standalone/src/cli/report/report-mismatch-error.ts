import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { describeMismatch, type Mismatch } from '../verify/mismatch.js';

const SHOWN = 20;

/** The report that the server handed out does not hold against its texts. */
export class ReportMismatchError extends CommandError {
  override readonly name = 'ReportMismatchError';

  constructor(readonly mismatches: readonly Mismatch[]) {
    const more = mismatches.length - SHOWN;
    super('The report does not hold against its texts, so it was not written:', ExitCode.failed, [
      ...mismatches.slice(0, SHOWN).flatMap(describeMismatch),
      ...(more > 0 ? [`... and ${more} more`] : []),
    ]);
  }
}
