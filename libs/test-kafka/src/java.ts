import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KafkaUnavailableError } from './kafka-unavailable-error.js';

const run = promisify(execFile);

/** What the brokers of the supported versions need. */
const OLDEST_JAVA = 17;

const HOW = 'install a Java runtime (Debian: apt-get install default-jre-headless) or point JAVA_HOME at one.';

/**
 * The program that runs Java: that of JAVA_HOME, else the one on the PATH.
 *
 * @throws KafkaUnavailableError when there is none, or only an old one
 */
export async function findJava(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const home = environment['JAVA_HOME'];
  const java = home ? join(home, 'bin', 'java') : 'java';
  const version = await majorVersion(java, environment);
  if (version === undefined) {
    throw new KafkaUnavailableError(
      `Apache Kafka needs Java ${OLDEST_JAVA} or newer, and "${java}" cannot be run: ${HOW}`,
    );
  }
  if (version < OLDEST_JAVA) {
    throw new KafkaUnavailableError(
      `Apache Kafka needs Java ${OLDEST_JAVA} or newer, and "${java}" is Java ${version}: ${HOW}`,
    );
  }
  return java;
}

async function majorVersion(java: string, environment: NodeJS.ProcessEnv): Promise<number | undefined> {
  try {
    const { stdout, stderr } = await run(java, ['-version'], { env: environment, timeout: 30_000 });
    // Until Java 8 the version is written as 1.8.
    const found = /version "(?:1\.)?(\d+)/.exec(stderr + stdout)?.[1];
    return found === undefined ? undefined : Number(found);
  } catch {
    return undefined;
  }
}
