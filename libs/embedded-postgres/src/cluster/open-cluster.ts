import { mkdir, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedPostgresError } from '../embedded-postgres-error.js';
import { errorCode, explainSystemError } from '../explain-failure.js';
import type { EmbeddedPostgresLogger } from '../logger.js';
import { giveTree } from '../run-as/give-tree.js';
import type { RunAs } from '../run-as/run-as.js';
import { clusterIn, type Cluster } from './cluster.js';
import { createCluster } from './create-cluster.js';

/**
 * Makes the folder, readable by the present user alone, if it is not there.
 *
 * @throws EmbeddedPostgresError PERMISSION_DENIED, DISK_FULL, DIRECTORY_UNUSABLE
 */
export async function locateCluster(directory: string): Promise<Cluster> {
  try {
    await makeFolder(resolve(directory), 0o700);
    return clusterIn(await realpath(directory));
  } catch (error) {
    const explained = explainSystemError(error, directory);
    if (explained !== error) throw explained;
    throw new EmbeddedPostgresError(
      'EMBEDDED_POSTGRES.DIRECTORY_UNUSABLE',
      `${directory} cannot be the folder of the embedded database: choose another one.`,
      { cause: error },
    );
  }
}

/** Not `mkdir` with `recursive`, which never ends on some file systems (/proc) and hides what is wrong on others. */
async function makeFolder(path: string, mode = 0o777): Promise<void> {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path, { mode }).catch(async (error: unknown) => {
    // Another process may have been faster.
    if (!(await isFolder(path))) throw error;
  });
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

/** Who owns the data; undefined when there is none yet. */
export async function dataOwner(cluster: Cluster): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const { uid, gid } = await stat(cluster.dataDirectory);
    return { uid, gid };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw explainSystemError(error, cluster.dataDirectory);
  }
}

/**
 * Sees to it that the cluster exists and fits the binaries and the user they run as.
 *
 * @param durable false to leave out waiting for the disk while a new cluster is made
 * @returns the superuser's password
 * @throws EmbeddedPostgresError VERSION_MISMATCH, CLUSTER_DAMAGED, PASSWORD_MISSING, and what createCluster throws
 */
export async function openCluster(
  cluster: Cluster,
  runAs: RunAs,
  durable: boolean,
  logger: EmbeddedPostgresLogger,
): Promise<string> {
  try {
    if (!(await exists(cluster))) await createCluster(cluster, runAs, durable, logger);
    await checkVersion(cluster, runAs.version);
    const owner = await dataOwner(cluster);
    if (runAs.account && owner?.uid !== runAs.account.uid) await giveTree(cluster.dataDirectory, runAs.account);
    return await readPassword(cluster);
  } catch (error) {
    throw explainSystemError(error, cluster.directory);
  }
}

async function exists(cluster: Cluster): Promise<boolean> {
  const folder = dirname(cluster.dataDirectory);
  const content = await readdir(folder).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  return content.length > 0;
}

async function checkVersion(cluster: Cluster, binaries: string): Promise<void> {
  const file = join(cluster.dataDirectory, 'PG_VERSION');
  const found = (await readUnlessMissing(file))?.trim();
  const folder = dirname(cluster.dataDirectory);
  if (!found) {
    throw new EmbeddedPostgresError(
      'EMBEDDED_POSTGRES.CLUSTER_DAMAGED',
      `${cluster.dataDirectory} is no complete data directory of PostgreSQL (PG_VERSION is missing): ` +
        `restore ${folder} from a backup, or remove it to begin with an empty database.`,
    );
  }
  const major = binaries.split(/[.a-z]/)[0];
  if (found !== major) {
    throw new EmbeddedPostgresError(
      'EMBEDDED_POSTGRES.VERSION_MISMATCH',
      `${cluster.dataDirectory} was made by PostgreSQL ${found}, and the installed one is ${binaries}: ` +
        `install the version of Edda that made it and carry the data over with pg_dump, ` +
        `or move ${folder} away to begin with an empty database.`,
    );
  }
}

async function readPassword(cluster: Cluster): Promise<string> {
  const password = (await readUnlessMissing(cluster.passwordFile))?.trim();
  if (password) return password;
  throw new EmbeddedPostgresError(
    'EMBEDDED_POSTGRES.PASSWORD_MISSING',
    `${cluster.passwordFile} with the password of the embedded database is missing or empty: restore it from a backup, ` +
      `or remove ${dirname(cluster.dataDirectory)} to begin with an empty database.`,
  );
}

async function readUnlessMissing(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
