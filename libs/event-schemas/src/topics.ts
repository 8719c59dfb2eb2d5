const DAY = 24 * 60 * 60 * 1000;

/** A bounded context: the service that owns its messages. */
export type Context = 'content' | 'research-workflow' | 'agent-task' | 'learning';

/** A named, partitioned log of messages. */
export interface Topic {
  readonly name: string;
  /** Of a topic every group receives everything; a record of a queue is for one receiver, which must exist. */
  readonly kind: 'topic' | 'queue';
  readonly partitions: number;
  /** How long a record is kept, in milliseconds. */
  readonly retentionMs: number;
  /**
   * Whether a broker that can may drop all but the newest record of each key; false unless given. Never for a topic of
   * events: each is a fact of its own.
   */
  readonly compaction?: boolean;
}

const topic = (name: string, partitions: number, days: number): Topic => ({
  name,
  kind: 'topic',
  partitions,
  retentionMs: days * DAY,
});

const queue = (name: string, partitions: number, days: number): Topic => ({
  ...topic(name, partitions, days),
  kind: 'queue',
});

/** Where each context publishes its events and where it takes commands and replies. */
export const TOPICS = {
  content: {
    event: topic('content_events', 24, 30),
    command: queue('content_commands', 12, 7),
    reply: queue('content_replies', 6, 7),
  },
  'research-workflow': {
    event: topic('research_events', 12, 30),
    command: queue('research_commands', 6, 7),
    reply: queue('research_replies', 6, 7),
  },
  'agent-task': {
    event: topic('agent_events', 6, 14),
    command: queue('agent_commands', 6, 7),
    reply: queue('agent_replies', 6, 7),
  },
  learning: {
    event: topic('learning_events', 12, 60),
    command: queue('learning_commands', 6, 7),
    reply: queue('learning_replies', 6, 7),
  },
} as const satisfies Record<Context, Record<'event' | 'command' | 'reply', Topic>>;

/** Where every context publishes what concerns all of them. */
export const SYSTEM_TOPIC: Topic = topic('system_events', 6, 7);

/** Where a copy of every dead letter goes, for consoles and alerts; what happens to a letter is decided in its service. */
export const DEAD_LETTERS_TOPIC: Topic = topic('dead_letters', 6, 30);

export const ALL_TOPICS: readonly Topic[] = [
  ...Object.values(TOPICS).flatMap((topics) => Object.values(topics)),
  SYSTEM_TOPIC,
  DEAD_LETTERS_TOPIC,
];
