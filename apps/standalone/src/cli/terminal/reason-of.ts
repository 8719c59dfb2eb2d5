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

/** The code of a system error (`EACCES`), also when `fetch` has wrapped it. */
export function systemCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code === 'string') {
    return code;
  }
  if (error instanceof AggregateError && error.errors.length > 0) {
    return systemCodeOf(error.errors[0]);
  }
  return systemCodeOf(error.cause);
}

/** Why something failed, in words without paths or stack: `permission denied (EACCES)`. */
export function reasonOf(error: unknown): string {
  const code = systemCodeOf(error);
  const words = code === undefined ? undefined : SYSTEM_REASONS[code];
  if (words !== undefined) {
    return `${words} (${code})`;
  }
  if (error instanceof Error) {
    const inner = error.cause instanceof Error && error.cause.message !== '' ? `: ${error.cause.message}` : '';
    return `${error.message || error.name}${inner}`;
  }
  return String(error);
}
