import { EddaError, isUuid, type Uuid } from '@edda/kernel';
import { Param, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';

/** What cannot be an id is the id of nothing. */
class KnownIdPipe implements PipeTransform<unknown, Uuid> {
  constructor(
    private readonly code: string,
    private readonly noun: string,
  ) {}

  transform(value: unknown): Uuid {
    const id = typeof value === 'string' ? value.toLowerCase() : value;
    if (isUuid(id)) return id;
    throw notFound(this.code, this.noun, String(value));
  }
}

/**
 * An id from the path. Text that is no UUID is answered like an unknown id: 404 with the code of the entity.
 *
 * @param name the parameter of the route
 * @param code such as `CONTENT.NOT_FOUND`
 * @param noun what it is the id of, for the sentence: `content`
 */
export function UuidParam(name: string, code: string, noun: string): ParameterDecorator {
  return (target, key, index) => {
    Param(name, new KnownIdPipe(code, noun))(target, key, index);
    const handler = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
    if (key === undefined || !handler) throw new Error(`@UuidParam('${name}') belongs to a parameter of a handler.`);
    ApiParam({ name, description: `The id of the ${noun}`, schema: { type: 'string', format: 'uuid' } })(
      target,
      key,
      handler,
    );
  };
}

/** The error for an id that nothing has. */
export function notFound(code: string, noun: string, id: string): EddaError {
  return new EddaError('not-found', code, `There is no ${noun} with the id "${id.slice(0, 100)}".`);
}
