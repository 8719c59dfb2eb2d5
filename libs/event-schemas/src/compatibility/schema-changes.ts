import type { JsonSchema } from '../schema/json-schema.js';
import type { PublishedMessage } from './published-message.js';
import type { SchemaChange } from './schema-change.js';
import { valueChanges } from './value-changes.js';

type Shape = Pick<PublishedMessage, 'schema' | 'rules'>;

/**
 * How the data of a message differs from what was published. Words (descriptions, titles) are no change. Only a new field that
 * may be left out is compatible: readers pass over fields they do not know, and refuse whatever their own rules refuse.
 */
export function schemaChanges(before: Shape, now: Shape): SchemaChange[] {
  const found = new FieldComparison(before.schema, now.schema).changes();
  return [...found, ...ruleChanges(before, now, found)];
}

/** Rules that JSON Schema does not show as they are, of fields that are on both sides and look the same otherwise. */
function ruleChanges(before: Shape, now: Shape, found: readonly SchemaChange[]): SchemaChange[] {
  const isTold = (field: string): boolean =>
    found.some(
      ({ field: told }) => `${field}[]` === told || `${field}.`.startsWith(`${told}.`) || field.startsWith(`${told}[]`),
    );
  const fields = [...new Set([...Object.keys(before.rules), ...Object.keys(now.rules)])].sort();
  return fields.flatMap((field): SchemaChange[] => {
    const [former, present] = [before.rules[field] ?? [], now.rules[field] ?? []];
    if (former.join() === present.join() || isTold(field)) return [];
    const what = `has the rules ${present.join(' and ') || 'none'}, had ${former.join(' and ') || 'none'}`;
    return [{ field, what, breaks: ['stored', 'sent'] }];
  });
}

class FieldComparison {
  private readonly compared = new Set<string>();

  constructor(
    private readonly before: JsonSchema,
    private readonly now: JsonSchema,
  ) {}

  changes(): SchemaChange[] {
    return this.fields(this.before, this.now, '');
  }

  private fields(before: JsonSchema, now: JsonSchema, prefix: string): SchemaChange[] {
    const [former, present] = [before.properties ?? {}, now.properties ?? {}];
    const added = Object.keys(present).filter((name) => !(name in former));
    return [
      ...Object.keys(former).flatMap((name) => this.field(before, now, name, prefix, added)),
      ...added.map((name) => addedField(now, name, prefix)),
    ];
  }

  private field(
    before: JsonSchema,
    now: JsonSchema,
    name: string,
    prefix: string,
    added: readonly string[],
  ): SchemaChange[] {
    const field = prefix + name;
    const [former, present] = [before.properties?.[name] ?? {}, now.properties?.[name]];
    if (!present) {
      const twins = added.filter((other) => JSON.stringify(now.properties?.[other]) === JSON.stringify(former));
      const renamed = twins.length === 1 ? ` (renamed to ${prefix}${twins[0]}?)` : '';
      return [{ field, what: `is gone${renamed}`, breaks: ['readers'] }];
    }
    const [wasRequired, isRequired] = [isRequiredIn(before, name), isRequiredIn(now, name)];
    const presence: SchemaChange[] = [];
    if (isRequired && !wasRequired) presence.push({ field, what: 'must be there now', breaks: ['stored'] });
    if (wasRequired && !isRequired) presence.push({ field, what: 'may be left out now', breaks: ['sent'] });
    const [formerCondition, condition] = [conditionOf(before, name), conditionOf(now, name)];
    if (formerCondition !== condition) {
      const what = `must be there ${condition || 'in no case'}, was it ${formerCondition || 'in no case'}`;
      presence.push({ field, what, breaks: ['stored', 'sent'] });
    }
    return [...presence, ...this.value(former, present, field)];
  }

  private value(before: JsonSchema, now: JsonSchema, field: string): SchemaChange[] {
    const former = resolve(this.before, before);
    const present = resolve(this.now, now);
    const found = valueChanges(former, present, field);
    if (found.length > 0) return found;
    if (former.items && present.items) return this.value(former.items, present.items, `${field}[]`);
    if (!former.properties && !present.properties) return [];
    // Classes that hold each other come to an end, and what has changed in one is told once.
    const pair = `${nameOf(before)} ${nameOf(now)}`;
    if (this.compared.has(pair)) return [];
    this.compared.add(pair);
    return this.fields(former, present, `${field}.`);
  }
}

function addedField(now: JsonSchema, name: string, prefix: string): SchemaChange {
  const field = prefix + name;
  const condition = conditionOf(now, name);
  if (isRequiredIn(now, name)) return { field, what: 'is new and must be there', breaks: ['stored'] };
  if (condition) return { field, what: `is new and must be there ${condition}`, breaks: ['stored'] };
  return { field, what: 'is new and may be left out', breaks: [] };
}

function isRequiredIn(schema: JsonSchema, name: string): boolean {
  return schema.required?.includes(name) ?? false;
}

/** When a field must be there, such as `when status is "failed"`; empty for one without a condition. */
function conditionOf(schema: JsonSchema, name: string): string {
  const all = (schema['allOf'] ?? []) as { if?: JsonSchema; then?: JsonSchema }[];
  return all
    .filter(({ then }) => then?.required?.includes(name))
    .flatMap(({ if: when }) =>
      Object.entries(when?.properties ?? {}).map(
        ([other, { enum: values = [] }]) =>
          `when ${other} is ${values.map((value) => JSON.stringify(value)).join(' or ')}`,
      ),
    )
    .join(', ');
}

/** The schema itself: of what it refers to, without what lets it be null. */
function resolve(root: JsonSchema, schema: JsonSchema): JsonSchema {
  const { anyOf, ...around } = schema;
  const value = anyOf?.[0] ? { ...anyOf[0], 'x-personal': around['x-personal'] } : schema;
  const target = value.$ref === undefined ? undefined : root.$defs?.[value.$ref.replace('#/$defs/', '')];
  return target ? { ...target, 'x-personal': value['x-personal'] } : value;
}

function nameOf({ $ref, anyOf }: JsonSchema): string {
  return $ref ?? anyOf?.[0]?.$ref ?? '';
}
