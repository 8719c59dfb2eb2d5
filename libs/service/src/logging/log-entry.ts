import { isError } from '../errors/is-error.js';
import { redact, redactText } from './redact.js';
import { serializeError } from './serialize-error.js';

const STACK = /\n\s+at /;

/** A line in the making. */
export interface LogEntry {
  text: string;
  fields: Record<string, unknown>;
}

/**
 * Sorts out what a log method was called with: ours is (message, fields), Nest's is (message, ...objects, stack?,
 * context?), where any of them may be an error.
 */
export function logEntry(message: unknown, rest: readonly unknown[]): LogEntry {
  const fields: Record<string, unknown> = {};
  for (const part of rest) {
    if (isError(part)) fields['error'] = serializeError(part);
    else if (typeof part === 'string')
      Object.assign(fields, STACK.test(part) ? { stack: redactText(part) } : { context: part });
    else if (typeof part === 'object' && part !== null) Object.assign(fields, fieldsOf(part));
  }
  if (isError(message)) {
    fields['error'] ??= serializeError(message);
    return { text: redactText(message.message), fields };
  }
  if (typeof message === 'object' && message !== null) {
    return { text: '', fields: { ...fieldsOf(message), ...fields } };
  }
  return { text: redactText(String(message)), fields };
}

function fieldsOf(part: object): Record<string, unknown> {
  const { error, ...others } = part as Record<string, unknown>;
  const fields = redact(others) as Record<string, unknown>;
  return error === undefined ? fields : { ...fields, error: serializeError(error) };
}
