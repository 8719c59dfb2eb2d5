import { EddaError, type FieldError } from '@edda/kernel';
import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { fieldErrorsOf, shown, summaryOf } from './validation-errors.js';

const PRIMITIVES: readonly unknown[] = [undefined, String, Boolean, Number, Array, Object];

/**
 * Turns what a request brings into instances of the classes that controllers ask for, and refuses what breaks their
 * rules, fields nobody asked for, and U+0000, which PostgreSQL cannot store in a text. An absent body is one without
 * fields.
 *
 * Messages pass: a transport hands over instances it has validated by their own schema.
 */
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      exceptionFactory: (errors) => invalid(fieldErrorsOf(errors)),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const typed = !PRIMITIVES.includes(metadata.metatype);
    if (metadata.type === 'custom') return super.transform(value, metadata);
    if (typed && metadata.metatype && value instanceof metadata.metatype) return value;
    // Whoever has nothing to say sends no body; what is missing in it is named all the same.
    const input = metadata.type === 'body' && typed && value === undefined ? {} : value;
    if (metadata.type === 'body' && typed && !isPlainObject(input)) {
      throw invalid([{ field: 'body', value: shown(input), message: 'must be a JSON object' }]);
    }
    const withNul = pathToNul(input, metadata.data ?? '');
    if (withNul !== undefined) {
      throw invalid([{ field: withNul || 'body', value: null, message: 'must not contain the character U+0000' }]);
    }
    return super.transform(input, metadata);
  }
}

function invalid(fields: FieldError[]): EddaError {
  return new EddaError('invalid', 'REQUEST.INVALID', summaryOf(fields), fields);
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where in the value a text with U+0000 stands; undefined when there is none. */
function pathToNul(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return value.includes('\0') ? path : undefined;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return undefined;
  for (const [name, item] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
    const found = pathToNul(item, at);
    if (found !== undefined) return found;
  }
  return undefined;
}
