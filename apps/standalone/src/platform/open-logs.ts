import { existsSync } from 'node:fs';
import { startEmbeddedPostgres } from '@edda/embedded-postgres';
import { contentService } from '@edda/content';
import { PostgresEventStore, PostgresSubjectKeys } from '@edda/event-store';
import { StartupError, type Environment, type EventSourcedService, type StatefulServiceConfig } from '@edda/service';
import { DataSource } from 'typeorm';
import type { OpenKeys, OpenLogs, ServiceLog } from '../cli/events/service-log.js';
import { DataFolder } from './data-folder.js';
import { currentHolder, FolderHold } from './folder-hold.js';
import { databaseOf, KEYS_DATABASE, STATEFUL_SERVICES } from './services.js';

/** Connections to one log: reading, following, and the tailer. */
const POOL_SIZE = 4;

/**
 * Opens the event logs of a platform: of the one that runs on the data folder, or on its database alone while none runs;
 * or of a database server (`DATABASE_URL`), or of the one database of a single service (`url`).
 */
export function logsOpener(env: Environment): OpenLogs {
  return async ({ dataDirectory, url, services }) => {
    if (url) return connect([logAt(url, services[0])], () => Promise.resolve());
    const chosen = STATEFUL_SERVICES.filter(({ name }) => services.length === 0 || services.includes(name));
    const server = await databaseServer(new DataFolder(dataDirectory), env['DATABASE_URL']);
    const databases = chosen.map(({ name, log }) => ({ service: name, url: server.url(databaseOf(name)), ...log }));
    return connect(databases, server.leave);
  };
}

/** Opens the keys of personal data, in the database that `KEYS_URL` names or in that of the data folder. */
export function keysOpener(env: Environment): OpenKeys {
  return async ({ dataDirectory, service = contentService.name }) => {
    const known = STATEFUL_SERVICES.map(({ name }) => name);
    if (!known.some((name) => name === service)) {
      throw new StartupError(`There is no service "${service}" that keeps events; one of ${known.join(', ')}.`);
    }
    const folder = new DataFolder(dataDirectory);
    const given = env['KEYS_URL'];
    const server = given ? null : await databaseServer(folder, env['DATABASE_URL']);
    try {
      const url = given ?? server?.url(KEYS_DATABASE) ?? '';
      const secret = env['KEYS_SECRET'] ?? (await folder.keysSecret());
      const former = env['KEYS_FORMER_SECRET'];
      const store = await PostgresSubjectKeys.open({ url, secret, ...(former && { formerSecrets: [former] }) });
      const close = async (): Promise<void> => {
        await store.close();
        await server?.leave();
      };
      return { store, service, rewrap: () => store.rewrap(), close };
    } catch (error) {
      await server?.leave();
      throw error;
    }
  };
}

/** The log in a database of its own; what the service makes of it is known when the service is named. */
function logAt(url: string, service: string | undefined): LogAddress {
  const known = STATEFUL_SERVICES.find(({ name }) => name === service);
  const nothing = { aggregates: [], projections: [], entities: [] };
  return { service: service ?? new URL(url).pathname.slice(1), url, ...(known?.log ?? nothing) };
}

type LogAddress = EventSourcedService<StatefulServiceConfig>['log'] & { service: string; url: string };

interface DatabaseServer {
  url(database: string): string;
  /** Stops it, unless it was running already. */
  leave(): Promise<void>;
}

/** The server with the databases of a platform: its own one, started where it does not run, or the one that a URL names. */
export async function databaseServer(folder: DataFolder, serverUrl: string | undefined): Promise<DatabaseServer> {
  if (serverUrl) {
    const url = (database: string): string => {
      const address = new URL(serverUrl);
      address.pathname = `/${encodeURIComponent(database)}`;
      return address.href;
    };
    return { url, leave: () => Promise.resolve() };
  }
  if (!existsSync(folder.database)) {
    throw new StartupError(
      `There are no logs in ${folder.path}: no platform was started there. Name another with --data.`,
    );
  }
  if (await currentHolder(folder)) {
    // Its platform runs: the server is adopted, and left running.
    const server = await startEmbeddedPostgres({ directory: folder.database });
    return { url: (database) => server.url(database), leave: () => Promise.resolve() };
  }
  const hold = await FolderHold.take(folder);
  try {
    const server = await startEmbeddedPostgres({ directory: folder.database });
    const leave = async (): Promise<void> => {
      await server.stop();
      await hold.release();
    };
    return { url: (database) => server.url(database), leave };
  } catch (error) {
    await hold.release();
    throw error;
  }
}

async function connect(
  databases: readonly LogAddress[],
  leave: () => Promise<void>,
): Promise<{ logs: ServiceLog[]; close(): Promise<void> }> {
  const open: { store: PostgresEventStore; dataSource: DataSource }[] = [];
  const close = async (): Promise<void> => {
    for (const { store, dataSource } of open.splice(0)) {
      await store.close();
      await dataSource.destroy();
    }
    await leave();
  };
  try {
    const logs: ServiceLog[] = [];
    for (const { service, url, aggregates, projections, entities } of databases) {
      const dataSource = await connectTo(service, url, entities);
      const store = new PostgresEventStore(dataSource, { source: service });
      open.push({ store, dataSource });
      logs.push({ service, store, aggregates, projections: projections.map((Type) => new Type(store.projections)) });
    }
    return { logs, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function connectTo(service: string, url: string, entities: LogAddress['entities']): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    poolSize: POOL_SIZE,
    applicationName: 'edda events',
    connectTimeoutMS: 10_000,
    entities: [...entities],
  });
  try {
    await dataSource.initialize();
  } catch (error) {
    const { host, pathname } = new URL(url);
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupError(`The log of ${service} cannot be read at ${host}${pathname}: ${reason}`, { cause: error });
  }
  const [found] = await dataSource.query<{ log: string | null }[]>(`select to_regclass('events')::text as log`);
  if (found?.log) return dataSource;
  await dataSource.destroy();
  throw new StartupError(`The database of ${service} holds no event log yet: start the service once.`);
}
