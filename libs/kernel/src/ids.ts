import { randomFillSync } from 'node:crypto';
import { v5, v7, validate } from 'uuid';

/** A UUID in its canonical lower-case form. */
export type Uuid = string;

/** A new time-ordered id (UUIDv7): random ids spread index writes and made appends a third slower at 6 million rows. */
export function newId(): Uuid {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, (used += BYTES));
  const now = Date.now();
  if (now > latest) {
    latest = now;
    // Its upper bit is left free, so that counting on does not overflow.
    sequence = new DataView(random.buffer, random.byteOffset).getUint32(6) >>> 1;
  } else {
    sequence = (sequence + 1) >>> 0;
    if (sequence === 0) latest++;
  }
  return v7({ random, msecs: latest, seq: sequence });
}

const BYTES = 16;

/** Random bytes in store: to ask the system anew for each id takes longer than all the rest of it. */
const pool = new Uint8Array(256 * BYTES);
let used = pool.length;

/** Ids of one millisecond are counted, so that they ascend. */
let latest = 0;
let sequence = 0;

/**
 * The id of something that follows from `cause`, the same at every attempt (UUIDv5).
 *
 * @param cause the UUID of what caused it
 * @param name what tells it from the other consequences of the same cause
 */
export function deriveId(cause: Uuid, name: string | number): Uuid {
  return v5(String(name), cause);
}

export function isUuid(value: unknown): value is Uuid {
  return typeof value === 'string' && validate(value) && value === value.toLowerCase();
}
