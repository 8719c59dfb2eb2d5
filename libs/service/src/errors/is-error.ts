import { types } from 'node:util';

/** Whether the value is an error, also one made in another realm: a worker, a VM context, a test runner's sandbox. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

/** The code of a system or library error, such as `ECONNREFUSED`; empty when it has none. */
export function errorCode(value: unknown): string {
  return isError(value) && 'code' in value && typeof value.code === 'string' ? value.code : '';
}
