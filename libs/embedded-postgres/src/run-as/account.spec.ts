import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readAccounts, unprivilegedAccount } from './account.js';

describe('readAccounts', () => {
  it('reads names and numbers, and passes over what is no entry', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'edda-passwd-'));
    await writeFile(
      join(folder, 'passwd'),
      'root:x:0:0:root:/root:/bin/sh\n+::::::\n\nnobody:x:65534:65533::/:/bin/false\n',
    );
    expect(await readAccounts(join(folder, 'passwd'))).toEqual([
      { name: 'root', uid: 0, gid: 0 },
      { name: 'nobody', uid: 65534, gid: 65533 },
    ]);
    await rm(folder, { recursive: true });
  });

  it('finds none where there is no such file', async () => {
    expect(await readAccounts(join(tmpdir(), 'edda-no-such-file'))).toEqual([]);
  });
});

describe('unprivilegedAccount', () => {
  const account = (name: string, uid: number): { name: string; uid: number; gid: number } => ({ name, uid, gid: uid });

  it('prefers postgres to nobody, wherever they stand', () => {
    expect(unprivilegedAccount([account('nobody', 65534), account('postgres', 101)])?.name).toBe('postgres');
    expect(unprivilegedAccount([account('root', 0), account('nobody', 65534)])?.name).toBe('nobody');
  });

  it('takes neither another account nor one that is root under another name', () => {
    expect(unprivilegedAccount([account('root', 0), account('www-data', 33), account('postgres', 0)])).toBeUndefined();
  });
});
