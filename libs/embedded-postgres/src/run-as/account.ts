import { readFile } from 'node:fs/promises';

/** An account of the system. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** The accounts with an entry in /etc/passwd; initdb refuses to work for a user without one. */
export async function readAccounts(passwdFile = '/etc/passwd'): Promise<Account[]> {
  const text = await readFile(passwdFile, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    if (!name || !uid || !gid) return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}

/** The account without privileges that a server started by root runs as: `postgres` if there is one, else `nobody`. */
export function unprivilegedAccount(accounts: readonly Account[]): Account | undefined {
  const named = (name: string): Account | undefined =>
    accounts.find((account) => account.name === name && account.uid !== 0);
  return named('postgres') ?? named('nobody');
}
