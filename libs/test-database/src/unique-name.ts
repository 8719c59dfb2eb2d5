import { randomBytes } from 'node:crypto';

/** A name for a database that nobody else uses: the label and a random part, within the 63 bytes PostgreSQL allows. */
export function uniqueName(label = 'test'): string {
  return `${label.replace(/[^A-Za-z0-9_]/g, '_').slice(0, 40)}_${randomBytes(8).toString('hex')}`;
}
