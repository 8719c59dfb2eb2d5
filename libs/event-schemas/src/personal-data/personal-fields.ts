import { getMetadataStorage } from 'class-validator';
import type { MessageClass, MessageDefinition } from '../message-definition.js';
import { nestedProperties } from '../schema/nested.js';
import { personalProperties, type PersonalOptions } from './personal.js';

/** A personal field of a message's data. Paths lead from the data's root; `[]` stands behind a list. */
export interface PersonalField {
  /** Such as `orders[].address`. */
  readonly path: string;
  /** Where its subject's id stands, such as `orders[].customerId`. It goes through no list that `path` does not go through. */
  readonly subject: string;
  /** What is read once the subject is forgotten. */
  readonly forgotten: unknown;
}

/** An object on the way from the root to a field: its class, and the path of its own fields' names. */
interface Holder {
  type: MessageClass;
  prefix: string;
}

const known = new WeakMap<MessageClass, readonly PersonalField[]>();

/**
 * The personal fields of a message, those of nested objects too.
 *
 * @throws Error when a subject cannot be found, or a personal field holds personal fields, or a class with some holds itself
 */
export function personalFieldsOf({ payload }: Pick<MessageDefinition, 'payload'>): readonly PersonalField[] {
  const found = known.get(payload) ?? fieldsBelow([{ type: payload, prefix: '' }]);
  known.set(payload, found);
  return found;
}

export function hasPersonalFields(definition: Pick<MessageDefinition, 'payload'>): boolean {
  return personalFieldsOf(definition).length > 0;
}

/** @param holders the innermost first */
function fieldsBelow(holders: readonly Holder[]): PersonalField[] {
  const [{ type, prefix }] = holders as [Holder];
  const personal = personalProperties(type);
  const own = [...personal].map(([name, options]) => ({
    path: prefix + name,
    subject: subjectPath(name, options, holders),
    forgotten: options.forgotten ?? null,
  }));
  const below = nestedProperties(type).flatMap((nested) => {
    const inner = { type: nested.type, prefix: `${prefix}${nested.name}${nested.isList ? '[]' : ''}.` };
    if (holders.some((holder) => holder.type === nested.type)) {
      if (!holdsPersonal(nested.type)) return [];
      throw new Error(`${nested.type.name} has personal fields and holds itself: their number would not be known.`);
    }
    const fields = fieldsBelow([inner, ...holders]);
    if (fields.length > 0 && personal.has(nested.name)) {
      throw new Error(
        `${type.name}.${nested.name} is personal as a whole: it must hold no personal fields of its own.`,
      );
    }
    return fields;
  });
  return [...own, ...below];
}

function subjectPath(name: string, { subject }: PersonalOptions, holders: readonly Holder[]): string {
  const [first = '', ...rest] = subject.split('.');
  const holder = holders.find(({ type }) => propertiesOf(type).has(first));
  if (holder && subject !== name && leadsToPlainField(holder.type, [first, ...rest])) return holder.prefix + subject;
  throw new Error(
    `${holders[0]?.type.name}.${name} is personal and names the subject "${subject}": expected a field beside it or of an object around it, neither personal nor in a list.`,
  );
}

function leadsToPlainField(type: MessageClass, [name = '', ...rest]: readonly string[]): boolean {
  if (personalProperties(type).has(name)) return false;
  const nested = nestedProperties(type).find((property) => property.name === name);
  if (rest.length === 0) return nested === undefined && propertiesOf(type).has(name);
  return nested !== undefined && !nested.isList && leadsToPlainField(nested.type, rest);
}

function propertiesOf(type: MessageClass): Set<string> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  return new Set(rules.map(({ propertyName }) => propertyName));
}

function holdsPersonal(type: MessageClass, seen = new Set<MessageClass>()): boolean {
  if (seen.has(type)) return false;
  seen.add(type);
  return personalProperties(type).size > 0 || nestedProperties(type).some((nested) => holdsPersonal(nested.type, seen));
}
