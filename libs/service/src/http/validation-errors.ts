import type { FieldError } from '@edda/kernel';
import type { ValidationError } from '@nestjs/common';

const SHOWN_LENGTH = 100;

/** The wrong fields of a validated object, with paths such as `sources[3].url`. */
export function fieldErrorsOf(errors: readonly ValidationError[], parent = ''): FieldError[] {
  return errors.flatMap((error) => {
    const field = pathTo(parent, error.property);
    const own = Object.values(error.constraints ?? {}).map((message) => ({
      field,
      value: shown(error.value),
      message,
    }));
    return [...own, ...fieldErrorsOf(error.children ?? [], field)];
  });
}

/** A sentence over the wrong fields. */
export function summaryOf(fields: readonly FieldError[]): string {
  const [first, ...others] = fields;
  if (!first) return 'The request is not valid.';
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return `${first.field} is ${text(first.value)}: ${first.message}${more}.`;
}

/** The value as a caller gets it back: short, and always JSON. */
export function shown(value: unknown): unknown {
  if (value === undefined || value === null || typeof value === 'boolean') return value ?? null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  const whole = text(value);
  return whole.length > SHOWN_LENGTH ? `${whole.slice(0, SHOWN_LENGTH)}...` : typeof value === 'string' ? value : whole;
}

function text(value: unknown): string {
  if (value === null || value === undefined) return 'missing';
  if (typeof value === 'string') return `"${value}"`;
  return JSON.stringify(value) ?? String(value);
}

function pathTo(parent: string, property: string): string {
  if (/^\d+$/.test(property) && parent !== '') return `${parent}[${property}]`;
  return parent === '' ? property : `${parent}.${property}`;
}
