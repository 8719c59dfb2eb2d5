import { access, constants, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { RabbitMQUnavailableError } from './rabbitmq-unavailable-error.js';

/** A RabbitMQ that can be started. */
export interface RabbitMQInstallation {
  /** The folder that holds the program `rabbitmq-server`. */
  readonly programs: string;
}

/** Where Debian puts the programs themselves; those on its PATH insist on the user and the folders of the service. */
const DEBIAN = '/usr/lib/rabbitmq/lib';

const HOW =
  'install it (Debian: apt-get install rabbitmq-server) or point RABBITMQ_SBIN at the folder of its rabbitmq-server.';

/**
 * The installed RabbitMQ: the one that `RABBITMQ_SBIN` names, Debian's, or one on the PATH.
 *
 * @throws RabbitMQUnavailableError when there is none
 */
export async function findRabbitMQ(environment: NodeJS.ProcessEnv = process.env): Promise<RabbitMQInstallation> {
  const named = environment['RABBITMQ_SBIN'];
  for (const programs of named ? [named] : await usualPlaces(environment['PATH'] ?? '')) {
    if (await isRunnable(join(programs, 'rabbitmq-server'))) return { programs };
  }
  throw new RabbitMQUnavailableError(
    named ? `There is no rabbitmq-server in ${named}: ${HOW}` : `RabbitMQ is not installed: ${HOW}`,
  );
}

/**
 * The RabbitMQ for a suite: undefined where none can be had, which is said in a printed sentence; the suite is skipped
 * then. Where `CI` is set, that is a failure instead.
 *
 * @throws RabbitMQUnavailableError
 */
export async function rabbitMQForTests(): Promise<RabbitMQInstallation | undefined> {
  try {
    return await findRabbitMQ();
  } catch (error) {
    if (!(error instanceof RabbitMQUnavailableError) || process.env['CI']) throw error;
    process.stderr.write(`Tests on RabbitMQ are skipped: ${error.message}\n`);
    return undefined;
  }
}

async function usualPlaces(path: string): Promise<string[]> {
  const versions = await readdir(DEBIAN).catch(() => []);
  const debian = versions.filter((name) => name.startsWith('rabbitmq_server-'));
  if (debian.length > 0) return debian.map((name) => join(DEBIAN, name, 'sbin'));
  return path.split(delimiter).filter((folder) => folder !== '');
}

function isRunnable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
