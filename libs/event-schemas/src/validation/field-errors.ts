import type { ValidationError } from 'class-validator';
import { EddaError, type FieldError } from '@edda/kernel';
import type { MessageDefinition } from '../message-definition.js';
import { personalFieldsOf } from '../personal-data/personal-fields.js';
import type { SchemaError } from './compiled-schema.js';

/** Stands for the value of a personal field wherever an error shows it. */
export const PERSONAL_VALUE = '(personal)';

/** Flattens nested validation errors to paths such as `modules.0.title`. */
export function fieldErrors(errors: readonly ValidationError[], prefix = ''): FieldError[] {
  return errors.flatMap((error) => {
    const field = prefix + error.property;
    const own = Object.values(error.constraints ?? {}).map((text) => ({
      field,
      value: shorten(error.value),
      message: text.startsWith(`${error.property} `) ? text.slice(error.property.length + 1) : text,
    }));
    return [...own, ...fieldErrors(error.children ?? [], `${field}.`)];
  });
}

/** What a compiled schema found first, in the form of class-validator's errors. */
export function schemaFieldError(
  data: unknown,
  { instancePath, message = 'is wrong', params }: SchemaError,
): FieldError {
  const path = instancePath.split('/').slice(1);
  const value = path.reduce<unknown>((holder, key) => (holder as Record<string, unknown> | null)?.[key], data);
  const missing: unknown = params['missingProperty'];
  if (typeof missing === 'string') {
    return { field: [...path, missing].join('.'), value: undefined, message: 'must be there' };
  }
  return { field: path.join('.'), value: shorten(value), message };
}

/** @returns `MESSAGE.INVALID` with the first fields in its sentence, and no personal value anywhere */
export function invalidMessage(definition: MessageDefinition, found: readonly FieldError[]): EddaError {
  const personal = personalFieldsOf(definition).map(({ path }) => path.replaceAll('[]', ''));
  const fields = found.map((error) => (isBelow(error.field, personal) ? redact(error) : error));
  const wrong = fields.slice(0, 3).map(({ field, value, message }) => `${field} ${message}, it is ${show(value)}`);
  const more = fields.length > 3 ? `; and ${fields.length - 3} more` : '';
  return new EddaError(
    'invalid',
    'MESSAGE.INVALID',
    `The data of ${definition.type} ${definition.version} does not fit its schema: ${wrong.join('; ')}${more}.`,
    fields,
  );
}

function isBelow(field: string, personal: readonly string[]): boolean {
  const path = field.replaceAll(/\.\d+(?=\.|$)/g, '');
  return personal.some((own) => path === own || path.startsWith(`${own}.`));
}

/** A rule's text of its own may show the value too. */
function redact({ field, value, message }: FieldError): FieldError {
  if (value === undefined || value === null) return { field, value, message };
  const shown = String(value).replace(/…$/, '');
  return {
    field,
    value: PERSONAL_VALUE,
    message: shown && message.includes(shown) ? 'does not fit its rule' : message,
  };
}

function show(value: unknown): string {
  if (value === PERSONAL_VALUE) return PERSONAL_VALUE;
  return value === undefined ? 'missing' : JSON.stringify(value);
}

function shorten(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 100 ? `${value.slice(0, 100)}…` : value;
  return typeof value === 'object' && value !== null ? (Array.isArray(value) ? '[array]' : '{object}') : value;
}
