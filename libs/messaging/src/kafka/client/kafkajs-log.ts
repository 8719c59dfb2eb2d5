import type { LogEntry, logCreator } from 'kafkajs';
import type { BrokerLogger } from '../../broker/broker-logger.js';
import type { TopicPartition } from '../../broker/broker.js';

const ERROR = 1;

/** What the client says while it does its ordinary work, or what the driver says itself in better words. */
const ORDINARY = [
  /rebalancing/i,
  /^Crash: /,
  /^Restarting the consumer/,
  /^Limiting retries for the idempotent producer/,
  /^Caught error when/,
  /^Response (Heartbeat|JoinGroup|SyncGroup|OffsetCommit|Metadata|FindCoordinator|GroupCoordinator|OffsetFetch|LeaveGroup)/,
  /^Response without match/,
  /^Response (InitProducerId|Produce|Fetch|ListOffsets|CreateTopics|DescribeGroups)/,
];

/** What it says before it resets the offset of a group, which it must not do. */
const OFFSET_RESET = /^Offset out of range, resetting/;

/** The same sentence is passed on once in this time, in milliseconds: the client says it at every attempt. */
const REPEAT_AFTER = 30_000;
const MAX_REMEMBERED = 200;

/**
 * Thrown into the client where it would move a group silently to the oldest or newest record. It is what the client calls
 * not retriable, and so ends the consumer.
 */
export class OffsetReset extends Error {
  readonly retriable = false;

  constructor(readonly where: TopicPartition) {
    super(`The next record of partition ${where.partition} of "${where.topic}" no longer exists.`);
  }
}

/**
 * Passes on what kafkajs logs: its warnings and errors as warnings, for who is told of a failure decides how bad it is. No
 * password is among what it logs.
 *
 * @throws OffsetReset into kafkajs
 */
export function kafkajsLog(logger: BrokerLogger, name: string): logCreator {
  const said = new Map<string, number>();
  return () =>
    ({ level, log }: LogEntry) => {
      const { message } = log;
      if (level === ERROR && OFFSET_RESET.test(message)) {
        throw new OffsetReset({ topic: String(log['topic']), partition: Number(log['partition']) });
      }
      if (ORDINARY.some((pattern) => pattern.test(message))) return;
      const broker: unknown = log['broker'];
      const sentence = `${name}: ${message}${typeof broker === 'string' ? ` (${broker})` : ''}`;
      const now = performance.now();
      if (now - (said.get(sentence) ?? -Infinity) < REPEAT_AFTER) return;
      if (said.size >= MAX_REMEMBERED) said.clear();
      said.set(sentence, now);
      logger.warn(sentence);
    };
}
