import { chmod, lstat, mkdir, mkdtemp, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { binariesIn } from './binaries.js';
import { sharedCopy } from './shared-copy.js';

const onUnix = process.platform === 'win32' ? describe.skip : describe;

onUnix('sharedCopy', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'edda-copy-'));
    await mkdir(join(folder, 'native', 'bin'), { recursive: true });
    await mkdir(join(folder, 'native', 'lib'));
    await writeFile(join(folder, 'native', 'bin', 'postgres'), 'program', { mode: 0o700 });
    await writeFile(join(folder, 'native', 'lib', 'libx.so.1.2'), 'library', { mode: 0o600 });
    await writeFile(join(folder, 'native', 'lib', 'libx.a'), 'archive');
    await symlink('libx.so.1.2', join(folder, 'native', 'lib', 'libx.so'));
    await mkdir(join(folder, 'cache'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('makes a copy that everybody may read and only its owner may write, whatever the modes and the umask are', async () => {
    const umask = process.umask(0o077);
    const copy = await sharedCopy(binariesIn(join(folder, 'native')), '18.4', [join(folder, 'cache')]).finally(() =>
      process.umask(umask),
    );
    const mode = async (...path: string[]): Promise<number> => (await lstat(join(copy.root, ...path))).mode & 0o777;
    expect(await mode()).toBe(0o755);
    expect(await mode('bin')).toBe(0o755);
    expect(await mode('bin', 'postgres')).toBe(0o755);
    expect(await mode('lib', 'libx.so.1.2')).toBe(0o644);
    expect(await readlink(join(copy.root, 'lib', 'libx.so'))).toBe('libx.so.1.2');
    expect(await readdir(join(copy.root, 'lib'))).not.toContain('libx.a');
    expect(await readdir(join(folder, 'cache'))).toHaveLength(1);
  });

  it('uses the copy that is there', async () => {
    const binaries = binariesIn(join(folder, 'native'));
    const first = await sharedCopy(binaries, '18.4', [join(folder, 'cache')]);
    await rm(binaries.root, { recursive: true });
    expect(await sharedCopy(binaries, '18.4', [join(folder, 'cache')])).toEqual(first);
  });

  it('takes the next place where the first cannot be written', async () => {
    const copy = await sharedCopy(binariesIn(join(folder, 'native')), '18.4', ['/dev/null', join(folder, 'cache')]);
    expect(copy.root.startsWith(join(folder, 'cache'))).toBe(true);
  });

  it('refuses a folder that others may write, since they could have put programs of theirs there', async () => {
    const binaries = binariesIn(join(folder, 'native'));
    const copy = await sharedCopy(binaries, '18.4', [join(folder, 'cache')]);
    await chmod(copy.root, 0o777);
    await expect(sharedCopy(binaries, '18.4', [join(folder, 'cache')])).rejects.toThrow(
      /only the present user may write/,
    );
  });
});
