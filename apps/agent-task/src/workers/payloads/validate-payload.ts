import { fieldErrors } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

/**
 * The payload of a task as an instance of the class that its type prescribes.
 *
 * @throws EddaError `TASK.INVALID_PAYLOAD` naming each wrong field
 */
export function validatePayload<T extends object>(payloadClass: new () => T, taskType: string, payload: object): T {
  const instance = plainToInstance(payloadClass, payload);
  const fields = fieldErrors(validateSync(instance, { forbidUnknownValues: true }));
  const [first] = fields;
  if (!first) return instance;
  throw new EddaError(
    'invalid',
    'TASK.INVALID_PAYLOAD',
    `The payload of a task of type "${taskType}" is wrong: ${first.field} ${first.message}.`,
    fields,
  );
}
