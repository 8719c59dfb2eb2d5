import { delimiter } from 'node:path';
import { JarCache } from './jar-cache.js';
import { findJava } from './java.js';
import { KafkaUnavailableError } from './kafka-unavailable-error.js';
import { lockedJars, NEWEST_KAFKA, type KafkaVersion } from './versions.js';

/** A Kafka that can be started. */
export interface KafkaInstallation {
  readonly version: KafkaVersion;
  /** The program that runs Java. */
  readonly java: string;
  readonly classPath: string;
}

/**
 * Finds Java, and downloads the jars of a version unless they were before.
 *
 * @param say where a sentence about a download goes
 * @throws KafkaUnavailableError
 */
export async function installKafka(
  version: KafkaVersion = NEWEST_KAFKA,
  say: (sentence: string) => void = () => undefined,
): Promise<KafkaInstallation> {
  const java = await findJava();
  const cache = new JarCache();
  const files = await cache.files(lockedJars(version), (missing) =>
    say(`Downloading ${missing} jars of Apache Kafka ${version} from Maven Central to ${cache.folder} ...`),
  );
  return { version, java, classPath: files.join(delimiter) };
}

/**
 * The Kafka for a suite: undefined where none can be had, which is said in a printed sentence; the suite is skipped then.
 * Where `CI` is set, that is a failure instead.
 *
 * @throws KafkaUnavailableError
 */
export async function kafkaForTests(version: KafkaVersion = NEWEST_KAFKA): Promise<KafkaInstallation | undefined> {
  try {
    return await installKafka(version);
  } catch (error) {
    if (!(error instanceof KafkaUnavailableError) || process.env['CI']) throw error;
    process.stderr.write(`Tests on Kafka ${version} are skipped: ${error.message}\n`);
    return undefined;
  }
}
