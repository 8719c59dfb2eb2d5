import { printable } from '../terminal/printable.js';
import { reasonOf } from '../terminal/reason-of.js';

/** Why the bytes of a source cannot be delivered, as the report will give it. */
export function unavailableReason(error: unknown): string {
  return `the file cannot be read: ${printable(reasonOf(error))}`.slice(0, 500);
}
