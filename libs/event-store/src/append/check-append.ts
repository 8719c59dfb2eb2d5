import { currentContext, EddaError } from '@edda/kernel';
import type { StreamName } from '../recorded-message.js';
import { MAX_NAME_BYTES } from './event-limits.js';
import type { ExpectedVersion } from './expected-version.js';

/** NUL characters and lone surrogates: Postgres has no texts with them, only JSON that nobody looks into. */
export const UNSTORABLE = /[\0\ud800-\udfff]/u;

/**
 * @throws EddaError `TENANT_MISMATCH` for a stream of another tenant than that of the execution context,
 *   `STREAM_NAME_INVALID`
 */
export function checkStream(stream: StreamName): void {
  checkName('tenant', stream.tenantId);
  checkName('stream id', stream.streamId);
  checkName('category', stream.category);
  const context = currentContext();
  if (context === undefined || context.tenantId === stream.tenantId) return;
  throw new EddaError(
    'forbidden',
    'TENANT_MISMATCH',
    `Stream ${stream.streamId} belongs to another tenant than ${context.tenantId}: run this in a context of its own tenant.`,
  );
}

/** @throws EddaError `STREAM_NAME_INVALID` for what an index of the database cannot hold */
export function checkName(what: string, name: string): void {
  const fits =
    typeof name === 'string' &&
    name.length > 0 &&
    name.length <= MAX_NAME_BYTES &&
    Buffer.byteLength(name) <= MAX_NAME_BYTES;
  if (fits && !UNSTORABLE.test(name)) return;
  throw new EddaError(
    'invalid',
    'STREAM_NAME_INVALID',
    `${String(JSON.stringify(name)).slice(0, 100)} cannot be a ${what}: give 1 to ${MAX_NAME_BYTES} bytes of text without NUL characters and lone surrogates.`,
  );
}

/** @throws EddaError `EXPECTED_VERSION_INVALID` */
export function checkExpected(expected: ExpectedVersion): void {
  if (typeof expected === 'number' ? Number.isSafeInteger(expected) && expected >= 0 : WORDS.has(expected)) return;
  throw new EddaError(
    'invalid',
    'EXPECTED_VERSION_INVALID',
    `${String(expected)} is no version to expect: give a whole number from 0, 'none', 'exists' or 'any'.`,
  );
}

const WORDS: ReadonlySet<unknown> = new Set(['none', 'exists', 'any']);
