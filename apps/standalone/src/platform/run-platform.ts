import { gatewayService } from '@edda/gateway';
import {
  createService,
  loadConfig,
  ServiceMetrics,
  type Environment,
  type RunningService,
  type ServiceConfig,
  type ServiceDefinition,
  type ServiceOptions,
} from '@edda/service';
import type { DestinationStream } from 'pino';
import { DataFolder } from './data-folder.js';
import { FolderHold } from './folder-hold.js';
import { openPlatformDatabase } from './platform-database.js';
import { createPlatformLogger } from './platform-logger.js';
import { BROKER_DATABASE, databaseOf, KEYS_DATABASE, SERVICES, STATEFUL_SERVICES } from './services.js';
import { startInOrder } from './start-in-order.js';

export interface PlatformOptions {
  dataDirectory: string;
  host: string;
  /** 0 takes any free port; a text is checked as the variable PORT is. */
  port: number | string;
  env: Environment;
  /** Where warnings of the services are shown, besides their log files. */
  console?: DestinationStream;
  onProgress?(line: string): void;
}

export interface Platform {
  /** Where the gateway listens. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Runs every service in this process, each as its own application with its own database, on the data folder.
 *
 * @throws StartupError when another process holds the folder or the port
 */
export async function runPlatform(options: PlatformOptions): Promise<Platform> {
  const folder = new DataFolder(options.dataDirectory);
  await folder.create();
  const hold = await FolderHold.take(folder);
  const undo: (() => Promise<void>)[] = [() => hold.release()];
  const stop = async (): Promise<void> => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  try {
    const url = await startAll(folder, options, undo);
    await hold.announce(url);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(
  folder: DataFolder,
  { env, host, port, console, onProgress = () => undefined }: PlatformOptions,
  undo: (() => Promise<void>)[],
): Promise<string> {
  const logger = createPlatformLogger({ directory: folder.logs, level: env['LOG_LEVEL'], console });
  onProgress('starting the database');
  const databases = [BROKER_DATABASE, KEYS_DATABASE, ...STATEFUL_SERVICES.map(({ name }) => databaseOf(name))];
  const database = await openPlatformDatabase(folder.database, env['DATABASE_URL'], databases, logger);
  undo.push(() => database.stop());

  onProgress('starting the services');
  const shared = {
    ...env,
    BROKER_URL: env['BROKER_URL'] ?? database.url(BROKER_DATABASE),
    CALLER_SECRET: await folder.callerSecret(),
    KEYS_URL: env['KEYS_URL'] ?? database.url(KEYS_DATABASE),
    KEYS_SECRET: env['KEYS_SECRET'] ?? (await folder.keysSecret()),
    BLOB_DIRECTORY: folder.blobs,
    INSTANCE: 'standalone',
    HOST: '127.0.0.1',
    PORT: '0',
  };
  const metrics = new ServiceMetrics();
  const start = async <C extends ServiceConfig>(
    definition: ServiceDefinition<C>,
    own: Environment = {},
  ): Promise<RunningService> => {
    const service = await startService(
      definition,
      { ...shared, DATABASE_URL: database.url(databaseOf(definition.name)), ...own },
      { logger, metrics },
    );
    undo.push(() => service.close());
    return service;
  };
  const urls = await startInOrder(SERVICES, ({ definition }, others) => start(definition, others));
  const gateway = await start(gatewayService, { HOST: host, PORT: String(port), ...urls });
  return gateway.url;
}

function startService<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
  env: Environment,
  shared: Pick<ServiceOptions<C>, 'logger' | 'metrics'>,
): Promise<RunningService> {
  return createService(definition, { config: loadConfig(definition.config, env), ...shared });
}
