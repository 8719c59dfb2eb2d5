import { describe, expect, it } from '@jest/globals';
import type { Environment } from '@edda/service';
import type { PlatformService } from './services.js';
import { startInOrder } from './start-in-order.js';

const service = (name: string, ...calls: string[]): PlatformService =>
  ({ definition: { name }, calls }) as unknown as PlatformService;

describe('services that call each other', () => {
  it('start after those they call, which they are told of', async () => {
    const started: [string, Environment][] = [];
    const urls = await startInOrder(
      [service('shop', 'stock', 'till-roll'), service('till-roll', 'stock'), service('stock')],
      ({ definition: { name } }, others) => {
        started.push([name, others]);
        return Promise.resolve({ url: `http://${name}` });
      },
    );
    expect(started).toEqual([
      ['stock', {}],
      ['till-roll', { STOCK_URL: 'http://stock' }],
      ['shop', { STOCK_URL: 'http://stock', TILL_ROLL_URL: 'http://till-roll' }],
    ]);
    expect(urls).toEqual({ STOCK_URL: 'http://stock', TILL_ROLL_URL: 'http://till-roll', SHOP_URL: 'http://shop' });
  });

  it('have all started or failed before a failure is told', async () => {
    let finish: (() => void) | undefined;
    const slow = new Promise<{ url: string }>((resolve) => (finish = () => resolve({ url: 'http://slow' })));
    let isTold = false;
    const starting = startInOrder([service('broken'), service('slow')], ({ definition: { name } }) =>
      name === 'slow' ? slow : Promise.reject(new Error('no port')),
    ).finally(() => (isTold = true));
    const told = expect(starting).rejects.toThrow('no port');
    await new Promise((resolve) => setImmediate(resolve));
    expect(isTold).toBe(false);
    finish?.();
    await told;
  });

  it('do not start in a circle', async () => {
    const circle = [service('hen', 'egg'), service('egg', 'hen')];
    await expect(startInOrder(circle, () => Promise.resolve({ url: '' }))).rejects.toThrow(
      'No order lets these services start: hen (calls egg), egg (calls hen).',
    );
  });
});
