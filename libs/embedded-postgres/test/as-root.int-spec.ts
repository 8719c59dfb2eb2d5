import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startEmbeddedPostgres } from '../src/index.js';
import { readAccounts, unprivilegedAccount } from '../src/run-as/account.js';
import { giveTree } from '../src/run-as/give-tree.js';
import { FAST, isRoot, onLinux, queryOne, removeFolder, temporaryFolder, TIMEOUT_MS } from './support.js';

jest.setTimeout(TIMEOUT_MS);

const asRoot = isRoot && onLinux ? describe : describe.skip;

asRoot('startEmbeddedPostgres as root, in a folder that nobody else may enter', () => {
  let parent: string;
  let folder: string;

  beforeEach(async () => {
    // Made by mkdtemp with mode 0700, like the home of root.
    parent = await temporaryFolder();
    folder = join(parent, 'edda');
  });

  afterEach(() => removeFolder(parent));

  /** Starts and stops; tells who owns the data, and what was counted in a table that grows by one each time. */
  const startOnce = async (userNamespaces: boolean): Promise<{ owner: number; count: unknown }> => {
    const server = await startEmbeddedPostgres({ directory: folder, settings: FAST, userNamespaces });
    try {
      await queryOne(server.url('postgres'), 'create table if not exists starts (n int)');
      await queryOne(server.url('postgres'), 'insert into starts values (1)');
      const count = await queryOne(server.url('postgres'), 'select count(*)::int from starts');
      return { owner: (await stat(join(folder, 'cluster', 'data'))).uid, count };
    } finally {
      await server.stop();
    }
  };

  it('uses an account without privileges where user namespaces are not to be had', async () => {
    const account = unprivilegedAccount(await readAccounts());
    expect(await startOnce(false)).toEqual({ owner: account?.uid, count: 1 });
    expect(await startOnce(false)).toEqual({ owner: account?.uid, count: 2 });
  });

  it('goes on with the data however the ways to run the server change', async () => {
    const first = await startOnce(true);
    expect(first.count).toBe(1);
    const account = unprivilegedAccount(await readAccounts());
    expect(await startOnce(false)).toEqual({ owner: account?.uid, count: 2 });
    expect(await startOnce(true)).toEqual({ owner: account?.uid, count: 3 });
  });

  it('runs the server over the data of an ordinary user as that user', async () => {
    await startOnce(false);
    const owner = { name: 'somebody', uid: 12_345, gid: 12_345 };
    await giveTree(join(folder, 'cluster', 'data'), owner);
    expect(await startOnce(true)).toEqual({ owner: owner.uid, count: 2 });
  });
});
