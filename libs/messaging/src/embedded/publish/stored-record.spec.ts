import { describe, expect, it } from '@jest/globals';
import { storedRecord } from './stored-record.js';

const record = (changes: object) => ({ topic: 'topic', key: 'key', headers: {}, value: '{}', ...changes });

describe('storedRecord', () => {
  it('counts the UTF-8 bytes of key, headers and value', () => {
    expect(storedRecord(record({ key: 'þ', headers: { a: '漢' }, value: '"👩"' }), 100).bytes).toBe(2 + 11 + 6);
  });

  it('allows as many bytes as the limit and not one more', () => {
    expect(storedRecord(record({ value: 'x'.repeat(95) }), 100).bytes).toBe(100);
    expect(() => storedRecord(record({ value: 'x'.repeat(96) }), 100)).toThrow(
      expect.objectContaining({ code: 'BROKER.RECORD_TOO_LARGE', message: expect.stringContaining('101 bytes, 100') }),
    );
  });

  it('takes escaped NULs and lone surrogates, which are plain ASCII', () => {
    const value = JSON.stringify(['\u0000', '\ud800']);
    expect(storedRecord(record({ value, headers: { h: '\u0000\udfff' } }), 100)).toMatchObject({
      value,
      headers: '{"h":"\\u0000\\udfff"}',
    });
  });

  it.each([
    ['key', { key: 'a\u0000b' }, 'NUL'],
    ['value', { value: '"\u0000"' }, 'NUL'],
    ['key', { key: 'a\ud83d' }, 'surrogate'],
    ['value', { value: '"\udc00"' }, 'surrogate'],
  ])('refuses a %s with a character that would not come back', (where, changes, what) => {
    expect(() => storedRecord(record(changes), 100)).toThrow(
      expect.objectContaining({
        code: 'BROKER.INVALID_RECORD',
        message: expect.stringMatching(new RegExp(`its ${where} contains .*${what}`)),
      }),
    );
  });

  it('takes whole surrogate pairs', () => {
    expect(storedRecord(record({ key: '👩‍👧' }), 100).key).toBe('👩‍👧');
  });
});
