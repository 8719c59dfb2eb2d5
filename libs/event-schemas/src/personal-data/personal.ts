/** Whose personal data a field holds, and what is read once that person is forgotten. */
export interface PersonalOptions {
  /**
   * The field that holds the subject's id, an opaque one such as a UUID, never a name or an address: a field of the same
   * object, or of the nearest object around it that has such a field; with dots it leads into a nested object.
   */
  subject: string;
  /** What stands in the field when its subject is forgotten; null unless given. */
  forgotten?: unknown;
}

const declared = new Map<unknown, Map<string, PersonalOptions>>();

/**
 * Marks a field of a payload as personal data: its value, any JSON, is encrypted with a key of its subject wherever the
 * message is stored, and cannot be read any more once the subject is forgotten.
 */
export function Personal(options: PersonalOptions): PropertyDecorator {
  return (target, property) => {
    const own = declared.get(target) ?? new Map<string, PersonalOptions>();
    declared.set(target, own.set(String(property), options));
  };
}

/** The fields of a class itself, inherited ones too, that are personal. */
export function personalProperties(holder: { prototype: unknown }): ReadonlyMap<string, PersonalOptions> {
  const found = new Map<string, PersonalOptions>();
  for (let target: unknown = holder.prototype; target; target = Object.getPrototypeOf(target)) {
    for (const [name, options] of declared.get(target) ?? []) if (!found.has(name)) found.set(name, options);
  }
  return found;
}
