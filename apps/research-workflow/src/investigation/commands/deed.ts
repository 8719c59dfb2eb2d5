import { contextOrNew } from '@edda/kernel';
import type { Deed } from '../domain/investigation.js';

/** What the user of the running context does now. */
export function deedNow(): Deed {
  return { userId: contextOrNew().userId, now: new Date() };
}
