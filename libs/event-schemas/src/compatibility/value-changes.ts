import type { JsonSchema } from '../schema/json-schema.js';
import type { SchemaChange } from './schema-change.js';

/** How much of a field's values a bound lets through: with a greater one fewer, or more. */
const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'];
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'];
/** Words, and what is compared elsewhere: the fields below and when they must be there. */
const PASSED_OVER = new Set(['title', 'description', 'properties', 'required', 'items', 'allOf', 'type', 'enum']);
const EITHER = ['stored', 'sent'] as const;

/** How the values that a field takes differ, apart from the fields and items below it. */
export function valueChanges(before: JsonSchema, now: JsonSchema, field: string): SchemaChange[] {
  if (typeOf(before) !== typeOf(now)) {
    return [{ field, what: `is ${typeOf(now)} now, was ${typeOf(before)}`, breaks: EITHER }];
  }
  const keywords = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((one) => !PASSED_OVER.has(one));
  return [
    ...enumChanges(before.enum, now.enum, field),
    ...keywords.flatMap((keyword) => keywordChange(keyword, before[keyword], now[keyword], field)),
  ];
}

function enumChanges(before: unknown[] | undefined, now: unknown[] | undefined, field: string): SchemaChange[] {
  if (!before && !now) return [];
  if (!before) return [{ field, what: `takes only ${list(now)} now`, breaks: ['stored'] }];
  if (!now) return [{ field, what: `takes anything now, took only ${list(before)}`, breaks: ['sent'] }];
  const [added, removed] = [now.filter((one) => !before.includes(one)), before.filter((one) => !now.includes(one))];
  return [
    ...(added.length > 0 ? [{ field, what: `takes ${list(added)} too`, breaks: ['sent'] as const }] : []),
    ...(removed.length > 0 ? [{ field, what: `takes ${list(removed)} no more`, breaks: ['stored'] as const }] : []),
  ];
}

function keywordChange(keyword: string, before: unknown, now: unknown, field: string): SchemaChange[] {
  const [former, present] = [JSON.stringify(before), JSON.stringify(now)];
  if (former === present) return [];
  const what = `has ${nameOf(keyword)} ${present ?? 'none'}, had ${former ?? 'none'}`;
  const isLower = LOWER.includes(keyword);
  if (!isLower && !UPPER.includes(keyword)) return [{ field, what, breaks: EITHER }];
  const isNarrower = before === undefined || (now !== undefined && Number(now) > Number(before) === isLower);
  return [{ field, what, breaks: [isNarrower ? 'stored' : 'sent'] }];
}

function nameOf(keyword: string): string {
  return keyword === 'x-personal' ? 'as the subject of its personal data' : keyword;
}

function list(values: readonly unknown[] = []): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}

/** An object whose fields are named is not the same as any object. */
function typeOf({ type, properties, items }: JsonSchema): string {
  if (type === 'array') return items ? 'a list' : 'a list of anything';
  if (properties) return 'an object with fields of its own';
  if (type === undefined) return 'anything';
  return `${/^[aeio]/.test(String(type)) ? 'an' : 'a'} ${String(type)}`;
}
