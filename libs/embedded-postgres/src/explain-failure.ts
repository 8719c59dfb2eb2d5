import { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './embedded-postgres-error.js';

const PERMISSION_CODES = new Set(['EACCES', 'EPERM', 'EROFS']);
const DISK_CODES = new Set(['ENOSPC', 'EDQUOT']);

/** The code of a system call's failure such as `ENOENT`, or of a database error such as `28P01`. */
export function errorCode(error: unknown): string | undefined {
  // Not by `instanceof`: the errors of Node's own modules are of another realm where a test runner uses contexts.
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Turns a failed system call on `path` into an error that says what to do; other errors come back as they are. */
export function explainSystemError(error: unknown, path: string): unknown {
  const code = errorCode(error) ?? '';
  if (PERMISSION_CODES.has(code)) return permissionDenied(path, error);
  if (DISK_CODES.has(code)) return diskFull(path, error);
  return error;
}

/**
 * The error for a PostgreSQL program that failed, from what it wrote.
 *
 * @param fallback code for everything that is neither a full disk nor a missing permission
 * @param what the sentence that says what failed and what to do
 */
export function explainOutput(
  output: string,
  path: string,
  fallback: EmbeddedPostgresErrorCode,
  what: string,
): EmbeddedPostgresError {
  const said = output.trim() === '' ? '' : `\nThe last lines it wrote:\n${lastLines(output)}`;
  if (/No space left on device|Disk quota exceeded|Check free disk space/i.test(output))
    return diskFull(path, undefined, said);
  if (/Permission denied|EACCES|Read-only file system/i.test(output)) return permissionDenied(path, undefined, said);
  return new EmbeddedPostgresError(fallback, `${what}${said}`);
}

/** The last lines of a program's output that are not empty. */
export function lastLines(output: string, count = 15): string {
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.slice(-count).join('\n');
}

function permissionDenied(path: string, cause?: unknown, said = ''): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'EMBEDDED_POSTGRES.PERMISSION_DENIED',
    `No permission to use ${path} for the embedded database: start as the user it belongs to, ` +
      `or choose a folder that the present user may write.${said}`,
    { cause },
  );
}

function diskFull(path: string, cause?: unknown, said = ''): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'EMBEDDED_POSTGRES.DISK_FULL',
    `The disk that holds ${path} is full: free some space, or choose a folder on another disk, and start again.${said}`,
    { cause },
  );
}
