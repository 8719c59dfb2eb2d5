import type { MessageClass } from '../message-definition.js';
import { nestedProperties } from '../schema/nested.js';
import { propertyRules, type Check } from '../validation/property-rules.js';

/** By the path of a field, such as `modules[].title`: its rules as texts. They say what JSON Schema cannot. */
export type MessageRules = Readonly<Record<string, readonly string[]>>;

export function messageRules(payload: MessageClass): MessageRules {
  return Object.fromEntries(entriesOf(payload, '', [payload]));
}

function entriesOf(payload: MessageClass, prefix: string, around: readonly MessageClass[]): [string, string[]][] {
  const nested = new Map(nestedProperties(payload).map((property) => [property.name, property]));
  return propertyRules(payload).flatMap(({ name, checks, conditions }): [string, string[]][] => {
    const rules = [...checks.map(textOf), ...conditions.map(() => 'on a condition')];
    const below = nested.get(name);
    const path = prefix + name;
    return [
      ...(rules.length > 0 ? [[path, rules.sort()] as [string, string[]]] : []),
      // A class that holds itself has said its rules already.
      ...(below && !around.includes(below.type)
        ? entriesOf(below.type, `${path}${below.isList ? '[]' : ''}.`, [...around, below.type])
        : []),
    ];
  });
}

function textOf({ name, each, ...check }: Check): string {
  const given = check.ownConstraints().filter((constraint) => constraint !== undefined && constraint !== null);
  const texts = given.map((constraint) => (isPlain(constraint) ? JSON.stringify(constraint) : String(constraint)));
  return `${each ? 'each ' : ''}${name}${texts.length > 0 ? `(${texts.join(', ')})` : ''}`;
}

function isPlain(constraint: unknown): boolean {
  return typeof constraint !== 'function' && !(constraint instanceof RegExp);
}
