import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { EddaError } from '@edda/kernel';
import type { MessageDefinition } from '../message-definition.js';
import { compiledSchema } from './compiled-schema.js';
import { fieldErrors, invalidMessage, schemaFieldError } from './field-errors.js';

/**
 * Checks data that is about to be stored against the rules of its schema, compiled into one function.
 *
 * @throws EddaError `MESSAGE.INVALID` naming each wrong field with its value
 */
export function assertValid(definition: MessageDefinition, data: unknown): void {
  const accepts = compiledSchema(definition.payload);
  if (accepts(data)) return;
  const [first] = accepts.errors ?? [];
  validateMessage(definition, data);
  throw invalidMessage(definition, first ? [schemaFieldError(data, first)] : []);
}

/**
 * Checks data against the rules of its schema and returns it as an instance of the schema's class.
 *
 * @throws EddaError `MESSAGE.INVALID` naming each wrong field with its value
 */
export function validateMessage<T extends object>(definition: MessageDefinition<T>, data: unknown): T {
  const instance = instanceOf(definition, data);
  if (compiledSchema(definition.payload)(data)) return instance;
  const errors = validateSync(instance, { forbidUnknownValues: true });
  if (errors.length > 0) throw invalidMessage(definition, fieldErrors(errors));
  return instance;
}

/**
 * Data as an instance of its schema's class, with instances of the nested classes; not checked.
 *
 * @throws EddaError `MESSAGE.INVALID` when the data is no object
 */
export function instanceOf<T extends object>({ type, version, payload }: MessageDefinition<T>, data: unknown): T {
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return plainToInstance(payload, data);
  throw new EddaError('invalid', 'MESSAGE.INVALID', `The data of ${type} ${version} must be an object.`);
}
