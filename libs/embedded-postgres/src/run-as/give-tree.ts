import { lchown, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.js';

/**
 * Gives a folder and all it holds to an account. The folder itself comes last, so that what was begun and cut short is
 * begun again at the next start.
 */
export async function giveTree(folder: string, account: Account): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await giveTree(path, account);
    else await lchown(path, account.uid, account.gid);
  }
  await lchown(folder, account.uid, account.gid);
}
