import type { ConsumeMessage } from 'amqplib';
import type { Member } from './wanted-partitions.js';

/** What members of a group say to each other. */
export type MemberMessage =
  | (Member & {
      readonly say: 'here';
      /** The queue at which it is reached. */
      readonly queue: string;
      /** Keys of the partitions it holds. */
      readonly holds: readonly string[];
      /** Whether it wants to hear who else is there. */
      readonly asks: boolean;
    })
  | { readonly say: 'leaving'; readonly id: string }
  | { readonly say: 'ping' }
  /** Asked from outside the group: how much is left. The answer goes where the message says. */
  | { readonly say: 'count' };

/** What a member answers to `count`: records not finished, by the keys of the partitions it holds. */
export type CountAnswer = Readonly<Record<string, number>>;

export function encode(message: MemberMessage | CountAnswer): Buffer {
  return Buffer.from(JSON.stringify(message));
}

/** @returns null for what is not JSON */
export function decode<T extends MemberMessage | CountAnswer>(message: ConsumeMessage): T | null {
  try {
    return JSON.parse(message.content.toString()) as T;
  } catch {
    return null;
  }
}
