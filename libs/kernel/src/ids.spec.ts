import { describe, expect, it } from '@jest/globals';
import { deriveId, isUuid, newId } from './index.js';

const CAUSE = '01930d5e-8a00-7c11-8f3a-5d0e6f2b9a01';

describe('newId', () => {
  it('makes ids that sort by the time they were made', () => {
    const ids = Array.from({ length: 1000 }, newId);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(1000);
  });

  it('makes UUIDs of version 7', () => {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('deriveId', () => {
  it('gives the same id for the same cause and name, in every process', () => {
    expect(deriveId(CAUSE, 'import/1/0')).toBe('8aa2d631-8383-5ad3-b669-c30216cbaf3d');
  });

  it('gives other ids for other names and other causes', () => {
    const ids = [deriveId(CAUSE, 0), deriveId(CAUSE, 1), deriveId(newId(), 0), deriveId(CAUSE, 'rejected')];
    expect(new Set(ids).size).toBe(4);
  });

  it('takes a number for the same name as its digits', () => {
    expect(deriveId(CAUSE, 7)).toBe(deriveId(CAUSE, '7'));
  });

  it('refuses a cause that is no UUID', () => {
    expect(() => deriveId('workflow-1', 0)).toThrow('Invalid UUID');
  });
});

describe('isUuid', () => {
  it.each([newId(), deriveId(CAUSE, 0)])('accepts %s', (id) => {
    expect(isUuid(id)).toBe(true);
  });

  it.each(['', 'abc', CAUSE.toUpperCase(), `${CAUSE} `, `{${CAUSE}}`, CAUSE.replaceAll('-', ''), 7, null, undefined])(
    'does not accept %p',
    (value) => {
      expect(isUuid(value)).toBe(false);
    },
  );
});
