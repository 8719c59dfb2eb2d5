import { applyDecorators } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { ApiProblem } from '../errors/api-problem.decorator.js';

/**
 * Documents the header `Idempotency-Key` of a request that may be repeated.
 *
 * @param noun what the request makes, such as `download`
 * @param refusesOthers whether a key that was used for something else is refused; where it is not, it brings back the first
 */
export function ApiIdempotencyKey(noun: string, { refusesOthers = true } = {}): MethodDecorator {
  const refused = ApiProblem(409, 'REQUEST.IDEMPOTENCY_KEY_REUSED', `The key was used for another ${noun} before`);
  return applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: `Makes the request safe to repeat: the same key makes the same ${noun}`,
      schema: { type: 'string', minLength: 1, maxLength: 255, example: 'c0ffee00-2026-4115-8930-000000000001' },
    }),
    ...(refusesOthers ? [refused] : []),
  );
}
