import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { collectSources, type CollectOptions } from './collect-sources.js';
import type { CollectedSources } from './collected-sources.js';
import { DEFAULT_LIMITS } from './source-limits.js';

describe('collectSources', () => {
  let cwd: string;

  beforeEach(async () => {
    cwd = await realpath(await mkdtemp(join(tmpdir(), 'edda-sources-')));
  });
  afterEach(async () => rm(cwd, { recursive: true, force: true }));

  async function files(...paths: string[]): Promise<void> {
    for (const path of paths) {
      await mkdir(dirname(join(cwd, path)), { recursive: true });
      await writeFile(join(cwd, path), `I am ${path}.`);
    }
  }

  async function collect(names: string[], options: Partial<CollectOptions> = {}): Promise<CollectedSources> {
    return collectSources(names, { cwd, signal: new AbortController().signal, ...options });
  }

  const labels = ({ sources }: CollectedSources): string[] => sources.map(({ source }) => source);

  it('walks folders in the order of the names, without what is hidden and without node_modules', async () => {
    await files('d/b.md', 'd/a/z.txt', 'd/a.md', 'd/B.md', 'd/.git/config', 'd/.hidden', 'd/node_modules/p/x.js');
    expect(labels(await collect(['d']))).toEqual(['d/B.md', 'd/a/z.txt', 'd/a.md', 'd/b.md']);
  });

  it('names a source as the user would, relative to where he is', async () => {
    await files('here/d/a.md', 'there/b.md');
    const options = { cwd: join(cwd, 'here') };
    expect(labels(await collect(['./d/', '../there', join(cwd, 'there')], options))).toEqual([
      'd/a.md',
      '../there/b.md',
    ]);
    expect(labels(await collect(['.'], options))).toEqual(['d/a.md']);
    expect(labels(await collect([join(cwd, 'there')], options))).toEqual([join(cwd, 'there/b.md')]);
  });

  it('counts what is named twice once, also through a link, under its first name', async () => {
    await files('d/a.md', 'd/b.md');
    await symlink(join(cwd, 'd/a.md'), join(cwd, 'link.md'));
    await symlink(join(cwd, 'd'), join(cwd, 'linked'));
    expect(labels(await collect(['link.md', 'd', './d/b.md', 'linked']))).toEqual(['link.md', 'd/b.md']);
  });

  it('follows a link that is named itself and none inside a folder', async () => {
    await files('real/a.md', 'real/deep/b.md');
    await symlink(join(cwd, 'real'), join(cwd, 'named'));
    await symlink(join(cwd, 'real/deep'), join(cwd, 'real/inner'));
    await symlink(join(cwd, 'real'), join(cwd, 'real/deep/circle'));
    const collected = await collect(['named']);
    expect(labels(collected)).toEqual(['named/a.md', 'named/deep/b.md']);
    expect(collected.leftOut).toEqual([
      { rule: 'links inside folders are not followed', count: 2, examples: ['named/deep/circle', 'named/inner'] },
    ]);
  });

  it('takes what is hidden when it is named itself', async () => {
    await files('.notes/a.md', '.env');
    expect(labels(await collect(['.notes', '.env']))).toEqual(['.notes/a.md', '.env']);
  });

  it('gives addresses as they were typed, each once', async () => {
    const { sources } = await collect(['https://Example.org', 'https://example.org/#part', 'http://x/y?z']);
    expect(sources).toEqual([
      { kind: 'url', source: 'https://Example.org', url: 'https://example.org/' },
      { kind: 'url', source: 'http://x/y?z', url: 'http://x/y?z' },
    ]);
  });

  it('names every path that leads nowhere, with exit code 2', async () => {
    await files('a.md');
    await expect(collect(['a.md', 'no\u001b[1mwhere', 'a.md/below', ''])).rejects.toMatchObject({ exitCode: 2 });
    await expect(collect(['a.md', 'no\u001b[1mwhere', 'a.md/below'])).rejects.toThrow(
      'There is no "nowhere", "a.md/below"',
    );
    await expect(collect(['https://'])).rejects.toThrow('is not an address that can be fetched');
  });

  it('leaves out what is too large, what exceeds the total and what exceeds the count, and says how many', async () => {
    await files('d/1', 'd/2', 'd/3', 'd/4');
    await writeFile(join(cwd, 'd/0'), 'x'.repeat(51));
    const limits = { fileBytes: 50, totalBytes: 30, count: 3 };
    const byBytes = await collect(['d'], { limits });
    expect(labels(byBytes)).toEqual(['d/1', 'd/2', 'd/3']);
    expect(byBytes.bytes).toBe(27);
    expect(byBytes.leftOut).toEqual([
      { rule: 'larger than 50 bytes', count: 1, examples: ['d/0'] },
      { rule: 'beyond 3 sources', count: 1, examples: ['d/4'] },
    ]);
    const byTotal = await collect(['d'], { limits: { ...limits, totalBytes: 20 } });
    expect(byTotal.leftOut[1]).toEqual({ rule: 'beyond 20 bytes in total', count: 2, examples: ['d/3', 'd/4'] });
  });

  it('never leaves out an address, and does not count a file twice that is left out', async () => {
    await files('d/1', 'd/2');
    const limits = { ...DEFAULT_LIMITS, count: 2 };
    const collected = await collect(['d', 'd', 'http://x/'], { limits });
    expect(labels(collected)).toEqual(['d/1', 'http://x/']);
    expect(collected.leftOut).toEqual([{ rule: 'beyond 2 sources', count: 1, examples: ['d/2'] }]);
    await expect(collect(['http://x/', 'http://y/', 'http://z/'], { limits })).rejects.toThrow('at most 2 sources');
  });

  it('lists a file that is too large among the sources when it was named itself', async () => {
    await files('a.md');
    const { sources, leftOut } = await collect(['a.md'], { limits: { ...DEFAULT_LIMITS, fileBytes: 5 } });
    expect(sources).toEqual([{ kind: 'unavailable', source: 'a.md', reason: 'larger than 5 bytes' }]);
    expect(leftOut).toEqual([]);
  });

  it('makes a source without bytes of a file that cannot be read', async () => {
    await files('d/a.md', 'd/secret.md');
    const checkReadable = async (path: string): Promise<void> => {
      if (path.endsWith('secret.md')) {
        throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
      }
    };
    const { sources } = await collect(['d'], { checkReadable });
    expect(sources).toMatchObject([
      { kind: 'file', source: 'd/a.md' },
      { kind: 'unavailable', source: 'd/secret.md', reason: 'permission denied (EACCES)' },
    ]);
  });

  const onUnix = process.platform === 'win32' ? it.skip : it;
  onUnix('does not wait for a pipe', async () => {
    await files('d/a.md');
    execFileSync('mkfifo', [join(cwd, 'pipe'), join(cwd, 'd/pipe')]);
    const { sources } = await collect(['pipe', 'd']);
    expect(sources).toMatchObject([
      { kind: 'unavailable', source: 'pipe', reason: 'neither a file nor a folder' },
      { kind: 'file', source: 'd/a.md' },
    ]);
  });

  it('stops walking when it is aborted', async () => {
    await files('d/a.md');
    await expect(collect(['d'], { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  });
});
