import { describe, expect, it } from '@jest/globals';
import type { PlatformHandle } from './platform-handle.js';
import { withPlatform } from './with-platform.js';

function setting(stop: () => Promise<void>, joined = false) {
  const log: string[] = [];
  const controller = new AbortController();
  const handle: PlatformHandle = {
    url: 'http://x',
    joined,
    stop: async () => {
      log.push('stop');
      await stop();
    },
  };
  const base = {
    options: { dataDirectory: '/data' },
    signal: controller.signal,
    stopMs: 20,
    onProblem: (line: string) => void log.push(line),
  };
  return { log, controller, handle, base };
}

const cleanly = async (): Promise<void> => undefined;

describe('withPlatform', () => {
  it('stops what it started, also when the work fails', async () => {
    const { log, handle, base } = setting(cleanly);
    const work = withPlatform({ ...base, open: async () => handle }, async () => {
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(log).toEqual(['stop']);
  });

  it('leaves a platform running that it joined', async () => {
    const { log, handle, base } = setting(cleanly, true);
    expect(await withPlatform({ ...base, open: async () => handle }, async ({ url }) => url)).toBe('http://x');
    expect(log).toEqual([]);
  });

  it('stops a platform that was still starting at the time of Ctrl-C', async () => {
    const { log, handle, base, controller } = setting(cleanly);
    let opened: (handle: PlatformHandle) => void = () => undefined;
    const opening = new Promise<PlatformHandle>((resolve) => (opened = resolve));
    const work = withPlatform({ ...base, stopMs: 5000, open: () => opening }, async () => log.push('worked'));
    controller.abort();
    opened(handle);
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    expect(log).toEqual(['stop']);
  });

  it('does not wait forever for a platform that does not stop, and says so', async () => {
    const { log, handle, base } = setting(() => new Promise(() => undefined));
    await withPlatform({ ...base, open: async () => handle }, cleanly);
    expect(log).toEqual(['stop', expect.stringContaining('did not stop within')]);
  });

  it('tells why a platform did not stop cleanly', async () => {
    const { log, handle, base } = setting(() => Promise.reject(new Error('disk full')));
    await withPlatform({ ...base, open: async () => handle }, cleanly);
    expect(log).toEqual(['stop', 'The platform did not stop cleanly: disk full']);
  });
});
