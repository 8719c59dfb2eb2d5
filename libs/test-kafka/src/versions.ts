import { readFileSync } from 'node:fs';
import { KafkaUnavailableError } from './kafka-unavailable-error.js';

/** Versions whose jars are locked in `jars/`, the oldest first. */
export const KAFKA_VERSIONS = ['3.9.2', '4.3.1'] as const;

export type KafkaVersion = (typeof KAFKA_VERSIONS)[number];

export const NEWEST_KAFKA: KafkaVersion = '4.3.1';

/** A jar of Maven Central. */
export interface Jar {
  /** Where it lies in a Maven repository, without a leading slash. */
  readonly path: string;
  readonly sha256: string;
}

export function lockedJars(version: KafkaVersion): readonly Jar[] {
  return JSON.parse(readFileSync(new URL(`../jars/kafka-${version}.json`, import.meta.url), 'utf8')) as Jar[];
}

/** @throws KafkaUnavailableError for a version that is not locked */
export function kafkaVersion(text: string): KafkaVersion {
  const found = KAFKA_VERSIONS.find((version) => version === text);
  if (found) return found;
  throw new KafkaUnavailableError(
    `Kafka ${text} is not one of the versions that can be started here: take ${KAFKA_VERSIONS.join(' or ')}.`,
  );
}
