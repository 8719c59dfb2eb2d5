import { EddaError } from '@edda/kernel';
import { describeConflict, type VersionConflict } from '../append/expected-version.js';

/** What a caller is told whose change came second, and who did not ask for it to be tried again. */
export function streamConflict(conflict: VersionConflict): EddaError {
  return new EddaError('conflict', 'STREAM_CONFLICT', `${describeConflict(conflict)} Nothing was changed: try again.`);
}
