import { randomBytes } from 'node:crypto';
import { appendFile, chmod, chown, mkdir, mkdtemp, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { explainOutput } from '../explain-failure.js';
import type { EmbeddedPostgresLogger } from '../logger.js';
import { isRunning } from '../process/process-evidence.js';
import { majorVersion, nameOfDirectory, runAsProgram, type RunAs } from '../run-as/run-as.js';
import { SUPERUSER, type Cluster } from './cluster.js';
import { SETTINGS_FILE } from './server-settings.js';

const UNFINISHED = 'initialising-';

/** Folders this process is filling right now; all others with its number are left over from an earlier process. */
const inProgress = new Set<string>();

/**
 * Where letters end and punctuation begins is decided, in full-text search alone, by the system's LC_CTYPE; `C` takes
 * every non-ASCII character for a letter, so that a curly quote sticks to its word. Tried in turn, since a system
 * refuses what it does not know.
 */
const CHARACTER_TYPES = ['C.UTF-8', 'en_US.UTF-8', 'C'];

/** Built into the server since version 18; an older one has the rules of its `LC_CTYPE`. */
const UNICODE_RULES = ['--locale-provider=builtin', '--builtin-locale=PG_UNICODE_FAST'];

/**
 * Makes a new cluster with initdb, beside the place where it shall be, and puts it there in one step. Of two processes
 * that do so at once the second finds the first one's cluster and drops its own.
 *
 * Text is UTF-8, sorts by code point and changes case as Unicode says (`PG_UNICODE_FAST`, built into the server), the
 * same on every machine and whatever the caller's language is.
 *
 * @param durable false to leave out waiting for the disk
 * @throws EmbeddedPostgresError INITDB_FAILED, ACCOUNT_MISSING, DISK_FULL, PERMISSION_DENIED
 */
export async function createCluster(
  cluster: Cluster,
  runAs: RunAs,
  durable: boolean,
  logger: EmbeddedPostgresLogger,
): Promise<void> {
  await removeLeftovers(cluster);
  const unfinished = await mkdtemp(join(cluster.directory, `${UNFINISHED}${process.pid}-`));
  inProgress.add(basename(unfinished));
  try {
    logger.info(`Making a PostgreSQL ${runAs.version} cluster in ${cluster.directory}.`);
    await fill(unfinished, runAs, durable);
    await moveIntoPlace(unfinished, join(cluster.directory, 'cluster'));
    if (durable) await flushDirectory(cluster.directory);
  } finally {
    await rm(unfinished, { recursive: true, force: true, maxRetries: 3 });
    inProgress.delete(basename(unfinished));
  }
}

async function fill(folder: string, runAs: RunAs, durable: boolean): Promise<void> {
  const [data, password] = [join(folder, 'data'), join(folder, 'password')];
  await mkdir(data, { mode: 0o700 });
  await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  const { account } = runAs;
  if (account) for (const path of [folder, data, password]) await chown(path, account.uid, account.gid);
  await initdb(data, runAs, durable);
  await appendFile(join(data, 'postgresql.conf'), `\ninclude_if_exists = '${SETTINGS_FILE}'\n`);
  // From here on the account needs its data only, which it reaches as its working directory.
  if (account)
    for (const path of [folder, password]) await chown(path, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
  await chmod(folder, 0o700);
}

async function initdb(data: string, runAs: RunAs, durable: boolean): Promise<void> {
  const name = nameOfDirectory(runAs, data);
  const common = [
    ...['-D', name, '-U', SUPERUSER, `--pwfile=${name}/../password`],
    ...['--auth=scram-sha-256', '--encoding=UTF8', '--no-instructions', ...(durable ? [] : ['--no-sync'])],
    ...['--locale=C', ...(majorVersion(runAs) >= 18 ? UNICODE_RULES : [])],
  ];
  let output = '';
  for (const characterType of CHARACTER_TYPES) {
    const result = await runAsProgram(runAs, runAs.binaries.initdb, [...common, `--lc-ctype=${characterType}`], data);
    if (result.code === 0) return;
    output = result.output;
    if (!/invalid locale|encoding mismatch/i.test(output)) break;
  }
  if (/could not look up effective user/i.test(output)) {
    throw explainOutput(
      output,
      data,
      'EMBEDDED_POSTGRES.ACCOUNT_MISSING',
      'The present user has no entry in /etc/passwd, which initdb needs, and user namespaces are not available: ' +
        'start as a user that has one, or set DATABASE_URL to a PostgreSQL server of your own.',
    );
  }
  // initdb starts the server program through the shell, with its path in double quotes.
  const move = /[$`"\\]/.test(runAs.binaries.root)
    ? `install Edda in a folder whose path has none of $ \` " \\ (it is ${runAs.binaries.root})`
    : 'see to what it says';
  throw explainOutput(
    output,
    data,
    'EMBEDDED_POSTGRES.INITDB_FAILED',
    `initdb could not make a cluster in ${data}: ${move} and start again; nothing of it was kept.`,
  );
}

async function moveIntoPlace(unfinished: string, place: string): Promise<void> {
  try {
    await rename(unfinished, place);
  } catch (error) {
    const there = await readdir(place).catch((): string[] => []);
    if (!there.includes('data')) throw error;
  }
}

/** Removes what an initdb left behind whose process is gone. */
async function removeLeftovers(cluster: Cluster): Promise<void> {
  for (const name of await readdir(cluster.directory)) {
    const pid = Number(new RegExp(`^${UNFINISHED}(\\d+)-`).exec(name)?.[1]);
    if (Number.isNaN(pid) || inProgress.has(name)) continue;
    if (pid !== process.pid && (await isRunning(pid))) continue;
    await rm(join(cluster.directory, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Makes the rename survive a power failure; Windows knows no such call. */
async function flushDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
