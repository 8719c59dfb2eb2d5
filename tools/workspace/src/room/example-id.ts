import { createHash } from 'node:crypto';

/** A UUIDv7 for the examples of a thing: always the same for the same name. */
export function exampleId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `01930d5e-${hex.slice(0, 4)}-7${hex.slice(4, 7)}-8${hex.slice(7, 10)}-${hex.slice(10, 22)}`;
}
