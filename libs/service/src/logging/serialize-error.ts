import { isError } from '../errors/is-error.js';
import { redactText } from './redact.js';

/** An error as a log line shows it. */
export interface SerializedError {
  name: string;
  message: string;
  code?: unknown;
  stack?: string;
  cause?: SerializedError;
  errors?: SerializedError[];
}

const MAX_CAUSES = 5;

/** The error with its stack and its chain of causes, passwords in URLs left out. Anything thrown is taken. */
export function serializeError(error: unknown, depth = 0): SerializedError {
  if (!isError(error)) return { name: typeof error, message: redactText(String(error)) };
  const serialized: SerializedError = { name: error.name, message: redactText(error.message) };
  if ('code' in error && error.code !== undefined) serialized.code = error.code;
  if (error.stack) serialized.stack = redactText(error.stack);
  if (depth < MAX_CAUSES) {
    if (error.cause !== undefined) serialized.cause = serializeError(error.cause, depth + 1);
    if ('errors' in error && Array.isArray(error.errors)) {
      serialized.errors = error.errors.slice(0, 10).map((each) => serializeError(each, depth + 1));
    }
  }
  return serialized;
}
