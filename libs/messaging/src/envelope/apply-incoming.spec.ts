import { describe, expect, it } from '@jest/globals';
import { applyIncoming } from './apply-incoming.js';
import type { Delivery } from './delivery.js';

const DELIVERY = {
  id: '01930d5e-8a00-7c11-8f3a-5d0e6f2b9a01',
  type: 'ContentUploaded',
  topic: 'content_events',
  data: { title: 'Report', pages: 3 },
} as Delivery;

describe('A delivery on its way in', () => {
  it('stays the same where no transform is for its type or changes anything', () => {
    const transforms = [
      { name: 'other', types: ['SomethingElse'], apply: () => null },
      { name: 'watcher', apply: () => undefined },
    ];
    expect(applyIncoming(transforms, DELIVERY, {})).toBe(DELIVERY);
  });

  it('gets other data, which the next transform sees', () => {
    const seen: unknown[] = [];
    const transforms = [
      { name: 'upper', apply: () => ({ data: { title: 'REPORT' } }) },
      { name: 'watcher', apply: ({ data }: { data: unknown }) => void seen.push(data) },
    ];
    expect(applyIncoming(transforms, DELIVERY, {})).toEqual({ ...DELIVERY, data: { title: 'REPORT' } });
    expect(seen).toEqual([{ title: 'REPORT' }]);
    expect(DELIVERY.data).toEqual({ title: 'Report', pages: 3 });
  });

  it('reaches no handler when a transform says so, by its headers too', () => {
    const transform = {
      name: 'region',
      apply: ({ headers }: { headers: Readonly<Record<string, string>> }) =>
        headers['ce_region'] === 'us' ? null : undefined,
    };
    expect(applyIncoming([transform], DELIVERY, { ce_region: 'us' })).toBeNull();
    expect(applyIncoming([transform], DELIVERY, { ce_region: 'eu' })).toBe(DELIVERY);
  });

  it('is not handed over untransformed when one fails', () => {
    const transform = {
      name: 'broken',
      apply: () => {
        throw new TypeError('No title.');
      },
    };
    expect(() => applyIncoming([transform], DELIVERY, {})).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        code: 'MESSAGE.TRANSFORM_FAILED',
        message: `Transform "broken" failed on ContentUploaded ${DELIVERY.id}: No title.`,
      }),
    );
  });
});
