/**
 * What an append expects of its stream: an exact version, no stream, an existing stream, or anything. "any" waits for
 * its turn and never conflicts.
 */
export type ExpectedVersion = number | 'none' | 'exists' | 'any';

/** The stream was not where the writer believed it to be. Nothing was written. */
export interface VersionConflict {
  tenantId: string;
  streamId: string;
  expected: ExpectedVersion;
  actual: number;
}

export function describeConflict({ streamId, expected, actual }: VersionConflict): string {
  return `Stream ${streamId} is at version ${actual}, expected was ${expected}.`;
}
