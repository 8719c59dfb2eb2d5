import { binariesIn, locateBinaries } from './binaries/binaries.js';
import { dataOwner, locateCluster, openCluster } from './cluster/open-cluster.js';
import { renderSettings, type ServerSettings } from './cluster/server-settings.js';
import { createDatabase } from './database/create-database.js';
import { databaseUrl } from './database/connect.js';
import type { EmbeddedPostgres } from './embedded-postgres.js';
import { explainSystemError } from './explain-failure.js';
import { silentLogger, type EmbeddedPostgresLogger } from './logger.js';
import { chooseRunAs } from './run-as/choose-run-as.js';
import { majorVersion } from './run-as/run-as.js';
import { runServer } from './server/run-server.js';

export interface EmbeddedPostgresOptions {
  /** Folder for the data, the password and the log; made if missing. */
  directory: string;
  /** Port on 127.0.0.1; a free one is chosen when left out. */
  port?: number;
  /** Server settings over the default ones, for example `{ fsync: false }`. */
  settings?: ServerSettings;
  logger?: EmbeddedPostgresLogger;
  /** The folder that holds `bin` of another PostgreSQL than the one npm installed, such as `/usr/lib/postgresql/15`. */
  binaries?: string;
  /** False: as root, do not try a user namespace but use an account without privileges at once. Default true. */
  userNamespaces?: boolean;
}

/**
 * Starts a PostgreSQL server on a folder, or adopts the one that a killed process left behind there.
 *
 * The server listens on 127.0.0.1 alone and asks for a password that lies in the folder. It lives on when this process
 * ends without `stop()`. Two processes must not use one folder: the later one would get the earlier one's server, and
 * either of them would stop it for both.
 *
 * @throws EmbeddedPostgresError with a code and a sentence that says what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const logger = options.logger ?? silentLogger;
  const settings = options.settings ?? {};
  const cluster = await locateCluster(options.directory);
  try {
    const runAs = await chooseRunAs({
      binaries: options.binaries === undefined ? locateBinaries() : binariesIn(options.binaries),
      dataOwner: await dataOwner(cluster),
      userNamespaces: options.userNamespaces ?? true,
      logger,
    });
    const text = renderSettings(settings, runAs.binaries.root, majorVersion(runAs));
    const password = await openCluster(cluster, runAs, !isOff(settings['fsync']), logger);
    const server = await runServer({ cluster, runAs, password, settings: text, port: options.port, logger });
    const address = { port: server.port, password };
    let stopped: Promise<void> | undefined;
    return {
      port: server.port,
      pid: server.pid,
      adopted: server.adopted,
      url: (database) => databaseUrl(address, database),
      createDatabase: (name) => createDatabase(address, name),
      stop: () => (stopped ??= server.stop()),
    };
  } catch (error) {
    throw explainSystemError(error, cluster.directory);
  }
}

function isOff(setting: string | number | boolean | undefined): boolean {
  return setting !== undefined && ['off', 'false', 'no', '0'].includes(String(setting).toLowerCase());
}
