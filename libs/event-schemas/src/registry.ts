import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { EddaError, type FieldError } from '@edda/kernel';
import { definitionOf, type MessageClass, type MessageDefinition } from './message-definition.js';

/** Knows every message of a set of contexts by its (type, version). */
export class MessageRegistry {
  private readonly byKey = new Map<string, MessageDefinition>();

  constructor(payloads: readonly MessageClass[]) {
    for (const payload of payloads) {
      const definition = definitionOf(payload);
      const key = keyOf(definition.type, definition.version);
      if (this.byKey.has(key)) throw new Error(`Two classes declare ${definition.type} ${definition.version}.`);
      this.byKey.set(key, definition);
    }
  }

  all(): MessageDefinition[] {
    return [...this.byKey.values()];
  }

  /** The definition with exactly this type and version, if this build knows it. */
  find(type: string, version: string): MessageDefinition | undefined {
    return this.byKey.get(keyOf(type, version));
  }
}

/**
 * Checks data against the rules of its schema and returns it as an instance of the schema's class.
 *
 * @throws EddaError `MESSAGE.INVALID` naming each wrong field with its value
 */
export function validateMessage<T extends object>(definition: MessageDefinition<T>, data: unknown): T {
  const named = `${definition.type} ${definition.version}`;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new EddaError('invalid', 'MESSAGE.INVALID', `The data of ${named} must be an object.`);
  }
  const instance = plainToInstance(definition.payload, data);
  const errors = validateSync(instance, { forbidUnknownValues: true });
  if (errors.length > 0) {
    const fields = fieldErrors(errors);
    const wrong = fields.slice(0, 3).map(({ field, value, message }) => `${field} ${message}, it is ${show(value)}`);
    const more = fields.length > 3 ? `; and ${fields.length - 3} more` : '';
    throw new EddaError(
      'invalid',
      'MESSAGE.INVALID',
      `The data of ${named} does not fit its schema: ${wrong.join('; ')}${more}.`,
      fields,
    );
  }
  return instance;
}

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

function show(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}

function shorten(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 100 ? `${value.slice(0, 100)}…` : value;
  return typeof value === 'object' && value !== null ? (Array.isArray(value) ? '[array]' : '{object}') : value;
}

function keyOf(type: string, version: string): string {
  return `${type}@${version}`;
}
