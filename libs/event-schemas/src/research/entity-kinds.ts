/** What an entity of an investigation can be. */
export const ENTITY_KINDS = [
  'person',
  'organisation',
  'place',
  'event',
  'vehicle',
  'account',
  'document',
  'other',
] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];
