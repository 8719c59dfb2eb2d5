import { declared, definitionOf, hasPersonalFields, type MessageClass } from '@edda/event-schemas';

/** A snapshot's state may be this large, in bytes of JSON; a larger one is quicker made from its events. */
export const MAX_SNAPSHOT_BYTES = 4 * 1024 * 1024;

/** Personal data never lies in a snapshot: it would outlive the key of its subject. */
export function maySnapshot(payloads: readonly MessageClass[]): boolean {
  return !payloads.some((payload) => declared.ofType(definitionOf(payload).type).some(hasPersonalFields));
}

/**
 * A state as a snapshot keeps it.
 *
 * @throws Error for one that would come back as something else (a Date, a Map, an instance of a class, NaN), or that is
 *   too large
 */
export function snapshotJson(state: unknown): string {
  const json = JSON.stringify(state);
  const strange = unlikeJson(state, 'state');
  if (strange) throw new Error(`No snapshot was taken: ${strange} would not come back from JSON as it is.`);
  const bytes = Buffer.byteLength(json);
  if (bytes <= MAX_SNAPSHOT_BYTES) return json;
  throw new Error(`No snapshot was taken: the state takes ${bytes} bytes, at most ${MAX_SNAPSHOT_BYTES} fit.`);
}

/** The path of the first value that JSON does not keep; a property that is undefined is kept by leaving it out. */
function unlikeJson(value: unknown, path: string): string | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? null : path;
  if (typeof value !== 'object') return path;
  if (Array.isArray(value)) return firstOf(value.entries(), path, true);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return path;
  return firstOf(Object.entries(value), path, false);
}

function firstOf(items: Iterable<[string | number, unknown]>, path: string, inArray: boolean): string | null {
  for (const [key, item] of items) {
    if (item === undefined && !inArray) continue;
    const strange = unlikeJson(item, `${path}.${key}`);
    if (strange) return strange;
  }
  return null;
}
