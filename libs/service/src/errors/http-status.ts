import type { ErrorKind } from '@edda/kernel';

/** Fails to compile where a case of a union was forgotten. */
export function assertUnreachable(value: never): never {
  throw new Error(`Unexpected value: ${String(value)}`);
}

/** The HTTP status a caller sees for a kind of failure. */
export function statusOf(kind: ErrorKind): number {
  switch (kind) {
    case 'invalid':
      return 400;
    case 'unauthorized':
      return 401;
    case 'forbidden':
      return 403;
    case 'not-found':
      return 404;
    case 'conflict':
      return 409;
    case 'gone':
      return 410;
    case 'too-large':
      return 413;
    case 'unsupported':
      return 415;
    case 'rate-limited':
      return 429;
    case 'internal':
      return 500;
    case 'unavailable':
      return 503;
    default:
      return assertUnreachable(kind);
  }
}

const KINDS: Readonly<Record<number, ErrorKind>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  410: 'gone',
  413: 'too-large',
  415: 'unsupported',
  429: 'rate-limited',
  500: 'internal',
};

/** The kind of failure an HTTP status from 400 up stands for. */
export function kindOfStatus(status: number): ErrorKind {
  return KINDS[status] ?? (status >= 500 ? 'unavailable' : 'invalid');
}
