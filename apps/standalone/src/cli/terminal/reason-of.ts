const SYSTEM_REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there any more',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
  ETIMEDOUT: 'timed out',
  UND_ERR_SOCKET: 'the connection was closed',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
};

/** What an error is known by. Read by shape: libraries and workers hand out errors of another realm's classes. */
interface ErrorLike {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

export function asError(error: unknown): ErrorLike {
  return typeof error === 'object' && error !== null ? error : {};
}

/** The code of a system error (`EACCES`), also when `fetch` has wrapped it. */
export function systemCodeOf(error: unknown): string | undefined {
  const { code, cause, errors } = asError(error);
  if (typeof code === 'string') {
    return code;
  }
  const inner: unknown = Array.isArray(errors) && errors.length > 0 ? errors[0] : cause;
  return inner === undefined ? undefined : systemCodeOf(inner);
}

/** Why something failed, in words without stack: `permission denied (EACCES)`. */
export function reasonOf(error: unknown): string {
  const code = systemCodeOf(error);
  const words = code === undefined ? undefined : SYSTEM_REASONS[code];
  if (words !== undefined) {
    return `${words} (${code})`;
  }
  const { name, message, cause } = asError(error);
  if (typeof message !== 'string') {
    return String(error);
  }
  const inner = asError(cause).message;
  return `${message || String(name)}${typeof inner === 'string' && inner !== '' ? `: ${inner}` : ''}`;
}
