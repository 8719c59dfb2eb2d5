import type { MessageClass } from '../message-definition.js';
import type { JsonSchema } from '../schema/json-schema.js';
import { nestedProperties, nestedTypeOf } from '../schema/nested.js';
import { propertyRules, type Check, type PropertyRules } from './property-rules.js';

/** A test of a whole object, for what the keywords of JSON Schema cannot say exactly. Stands under the keyword `rule`. */
export type ObjectRule = (object: Record<string, unknown>) => boolean;

/**
 * The rules of a class as a JSON Schema that accepts exactly what class-validator accepts. Where a keyword means the same
 * as a rule, it stands for it; every other rule is asked itself.
 */
export function exactSchema(payload: MessageClass): JsonSchema {
  const names = new Map<MessageClass, string>();
  const definitions: Record<string, JsonSchema> = {};
  const reference = (type: MessageClass): JsonSchema => {
    const name = names.get(type) ?? `${names.size}`;
    if (!names.has(type)) {
      names.set(type, name);
      definitions[name] = objectSchema(type, reference);
    }
    return { $ref: `#/$defs/${name}` };
  };
  return { ...reference(payload), $defs: definitions };
}

function objectSchema(type: MessageClass, reference: (type: MessageClass) => JsonSchema): JsonSchema {
  const rules = propertyRules(type);
  // class-validator refuses objects it has no rule for.
  if (rules.length === 0) return { not: {} };
  const always = rules.filter(({ conditions }) => conditions.length === 0);
  const sometimes = rules.filter(({ conditions }) => conditions.length > 0);
  const asked = rules.map(askedRule).filter((rule) => rule !== null);
  return {
    ...propertiesSchema(always),
    type: 'object',
    allOf: [
      ...sometimes.map((property) => ({
        if: { rule: (object: object) => property.conditions.every((holds) => holds(object)) },
        then: propertiesSchema([property]),
      })),
      ...(asked.length > 0
        ? [{ rule: (object: Record<string, unknown>) => asked.every((holds) => holds(object)) }]
        : []),
    ],
  };

  function propertiesSchema(properties: readonly PropertyRules[]): JsonSchema {
    return {
      required: properties
        .filter(({ isOptional, checks }) => !isOptional && checks.some((check) => keywordsOf(check) !== null))
        .map(({ name }) => name),
      properties: Object.fromEntries(properties.map((property) => [property.name, valueSchema(property)])),
    };
  }

  function valueSchema({ name, isOptional, isNested, checks }: PropertyRules): JsonSchema {
    const all = checks.map(keywordsOf).filter((keywords) => keywords !== null);
    if (isNested) {
      const items = reference(nestedTypeOf(type, name));
      const isList = nestedProperties(type).find((nested) => nested.name === name)?.isList ?? false;
      all.push(isList ? { type: 'array', items } : items);
    }
    const schema = all.length === 1 ? all[0] : { allOf: all };
    return isOptional ? { if: { type: 'null' }, then: {}, else: schema } : (schema ?? {});
  }
}

/** The checks of a property that have no keyword, where its conditions let them be made. */
function askedRule({ name, isOptional, conditions, checks }: PropertyRules): ObjectRule | null {
  const asked = checks.filter((check) => keywordsOf(check) === null);
  if (asked.length === 0) return null;
  return (object) => {
    const value = object[name];
    if (isOptional && (value === null || value === undefined)) return true;
    return !conditions.every((holds) => holds(object)) || asked.every((check) => check.holds(value, object));
  };
}

/** What says the same in JSON Schema, or null. Each of these rules refuses a value that is missing. */
function keywordsOf({ name, constraints: [constraint], isPlain }: Check): JsonSchema | null {
  if (!isPlain) return null;
  switch (name) {
    case 'isString':
      return { type: 'string' };
    case 'isBoolean':
      return { type: 'boolean' };
    case 'isInt':
      return { type: 'integer' };
    case 'isNumber':
      return constraint && Object.keys(constraint).length > 0 ? null : { type: 'number' };
    case 'min':
      return Number.isFinite(constraint) ? { type: 'number', minimum: constraint } : null;
    case 'max':
      return Number.isFinite(constraint) ? { type: 'number', maximum: constraint } : null;
    case 'isIn':
      return Array.isArray(constraint) && constraint.every((item) => typeof item === 'string')
        ? { enum: [...new Set(constraint)] }
        : null;
    case 'isArray':
      return { type: 'array' };
    case 'isObject':
      return { type: 'object' };
    case 'arrayMinSize':
      return { type: 'array', minItems: constraint };
    case 'arrayMaxSize':
      return { type: 'array', maxItems: constraint };
    default:
      return null;
  }
}
