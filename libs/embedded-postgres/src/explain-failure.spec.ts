import { describe, expect, it } from '@jest/globals';
import { explainOutput, explainSystemError, lastLines } from './explain-failure.js';

const systemError = (code: string): Error => Object.assign(new Error(`${code}: failed`), { code });

describe('explainSystemError', () => {
  it.each([
    ['EACCES', 'EMBEDDED_POSTGRES.PERMISSION_DENIED', /No permission to use \/x .*start as the user/],
    ['EROFS', 'EMBEDDED_POSTGRES.PERMISSION_DENIED', /\/x/],
    ['ENOSPC', 'EMBEDDED_POSTGRES.DISK_FULL', /disk that holds \/x is full: free some space/],
    ['EDQUOT', 'EMBEDDED_POSTGRES.DISK_FULL', /\/x/],
  ])('says what to do about %s', (cause, code, message) => {
    const error = systemError(cause);
    expect(explainSystemError(error, '/x')).toMatchObject({
      code,
      message: expect.stringMatching(message),
      cause: error,
    });
  });

  it('leaves other errors as they are', () => {
    const error = systemError('EIO');
    expect(explainSystemError(error, '/x')).toBe(error);
  });
});

describe('explainOutput', () => {
  const explain = (output: string): Error =>
    explainOutput(output, '/x', 'EMBEDDED_POSTGRES.START_FAILED', 'It failed.');

  it.each([
    ['PANIC:  could not write to file "pg_wal/xlogtemp.13": No space left on device', 'EMBEDDED_POSTGRES.DISK_FULL'],
    ['HINT:  Check free disk space.', 'EMBEDDED_POSTGRES.DISK_FULL'],
    ['FATAL:  could not open file "global/pg_control": Permission denied', 'EMBEDDED_POSTGRES.PERMISSION_DENIED'],
    ['FATAL:  something else', 'EMBEDDED_POSTGRES.START_FAILED'],
  ])('tells from "%s" that it is %s', (output, code) => {
    expect(explain(output)).toMatchObject({ code, message: expect.stringContaining(output) });
  });

  it('says nothing of last lines where nothing was written', () => {
    expect(explain(' \n').message).toBe('It failed.');
  });
});

describe('lastLines', () => {
  it('gives the last lines that are not empty', () => {
    expect(lastLines('a\n\nb\r\nc\n\n', 2)).toBe('b\nc');
  });
});
