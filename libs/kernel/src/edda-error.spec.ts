import { describe, expect, it } from '@jest/globals';
import { EddaError, type ErrorKind } from './index.js';

describe('EddaError', () => {
  it.each<ErrorKind>(['unavailable', 'rate-limited', 'internal'])('is worth another attempt when it is %s', (kind) => {
    expect(new EddaError(kind, 'X.Y', 'Later.').retryable).toBe(true);
  });

  it.each<ErrorKind>([
    'invalid',
    'unauthorized',
    'forbidden',
    'not-found',
    'conflict',
    'gone',
    'too-large',
    'unsupported',
  ])('is not worth another attempt when it is %s', (kind) => {
    expect(new EddaError(kind, 'X.Y', 'Never.').retryable).toBe(false);
  });

  it('keeps its cause and the fields that are wrong', () => {
    const cause = new Error('socket hang up');
    const fields = [{ field: 'url', value: 'x', message: 'must be a URL' }];
    expect(new EddaError('invalid', 'X.Y', 'Wrong.', fields, { cause })).toMatchObject({ cause, fields, code: 'X.Y' });
  });
});
