import { describe, expect, it } from '@jest/globals';
import { Draining } from './draining.js';
import { HealthIndicators } from './health-indicators.js';

const up = (): Promise<void> => Promise.resolve();
const down = (): Promise<void> => Promise.reject(new Error('gone'));

describe('the readiness of a service', () => {
  it('is given when nothing is registered', async () => {
    expect(await new HealthIndicators(new Draining()).report()).toEqual({ status: 'ready', checks: {} });
  });

  it('is lost with a critical part and degraded by another one', async () => {
    const indicators = new HealthIndicators(new Draining());
    indicators.register('database', up);
    indicators.register('search', down, { critical: false });
    expect(await indicators.report()).toEqual({
      status: 'degraded',
      checks: { database: { status: 'up' }, search: { status: 'down', reason: 'gone' } },
    });
    indicators.register('broker', down);
    expect((await indicators.report()).status).toBe('not-ready');
  });

  it('is lost when a part does not answer in time, and a hanging check is not started again beside itself', async () => {
    const indicators = new HealthIndicators(new Draining());
    let started = 0;
    indicators.register('database', () => (started++, new Promise<never>(() => undefined)), { timeoutMs: 5 });
    await indicators.report();
    expect(await indicators.report()).toMatchObject({
      checks: { database: { status: 'down', reason: 'no answer within 5 ms' } },
    });
    expect(started).toBe(1);
  });

  it('is lost when the service goes away', async () => {
    const draining = new Draining();
    const indicators = new HealthIndicators(draining);
    draining.begin();
    expect((await indicators.report()).status).toBe('draining');
  });

  it('survives a check that throws at once', async () => {
    const indicators = new HealthIndicators(new Draining());
    indicators.register('database', () => {
      throw new Error('at once');
    });
    expect(await indicators.report()).toMatchObject({ checks: { database: { reason: 'at once' } } });
  });

  it('has one indicator of a name', () => {
    const indicators = new HealthIndicators(new Draining());
    indicators.register('database', up);
    expect(() => indicators.register('database', up)).toThrow('There is a health indicator "database" already');
  });
});
