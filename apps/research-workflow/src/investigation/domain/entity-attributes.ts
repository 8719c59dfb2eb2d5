import { invalidAttribute } from './investigation-errors.js';

export type Attributes = Readonly<Record<string, string>>;
/** What changes: null takes an attribute away. */
export type AttributeChanges = Readonly<Record<string, string | null>>;

export const MAX_ATTRIBUTES = 50;
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u;
const MAX_VALUE_LENGTH = 2000;

/**
 * Attributes with changes taken in, in the order of their names.
 *
 * @throws EddaError `REQUEST.INVALID`
 */
export function changed(attributes: Attributes, changes: AttributeChanges): Attributes {
  const all = new Map(Object.entries(attributes));
  for (const [name, value] of Object.entries(changes)) {
    if (!NAME.test(name)) {
      throw invalidAttribute(name, 'must have a name of 1 to 100 letters, digits, spaces, dots, dashes or underscores');
    }
    if (value === null) all.delete(name);
    else if (typeof value !== 'string' || value.length > MAX_VALUE_LENGTH) {
      throw invalidAttribute(name, `must be a text of at most ${MAX_VALUE_LENGTH} characters, or null`);
    } else all.set(name, value);
  }
  if (all.size > MAX_ATTRIBUTES) {
    throw invalidAttribute(
      [...all.keys()][MAX_ATTRIBUTES] ?? '',
      `is one too many: an entity has ${MAX_ATTRIBUTES} at most`,
    );
  }
  return Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function sameAttributes(a: Attributes, b: Attributes): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && a[name] === b[name]);
}
