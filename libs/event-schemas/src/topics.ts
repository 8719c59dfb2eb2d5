const DAY = 24 * 60 * 60 * 1000;

/** A bounded context: the service that owns its messages. */
export type Context = 'content' | 'research-workflow' | 'agent-task' | 'learning';

/** A named, partitioned log of messages; a queue is a topic that one group reads. */
export interface Topic {
  readonly name: string;
  readonly partitions: number;
  /** How long a record is kept, in milliseconds. */
  readonly retentionMs: number;
}

const topic = (name: string, partitions: number, days: number): Topic => ({
  name,
  partitions,
  retentionMs: days * DAY,
});

/** Where each context publishes its events and where it takes commands and replies. */
export const TOPICS = {
  content: {
    event: topic('content_events', 24, 30),
    command: topic('content_commands', 12, 7),
    reply: topic('content_replies', 6, 7),
  },
  'research-workflow': {
    event: topic('research_events', 12, 30),
    command: topic('research_commands', 6, 7),
    reply: topic('research_replies', 6, 7),
  },
  'agent-task': {
    event: topic('agent_events', 6, 14),
    command: topic('agent_commands', 6, 7),
    reply: topic('agent_replies', 6, 7),
  },
  learning: {
    event: topic('learning_events', 12, 60),
    command: topic('learning_commands', 6, 7),
    reply: topic('learning_replies', 6, 7),
  },
} as const satisfies Record<Context, Record<'event' | 'command' | 'reply', Topic>>;

/** Where every context publishes what concerns all of them. */
export const SYSTEM_TOPIC: Topic = topic('system_events', 6, 7);

export const ALL_TOPICS: readonly Topic[] = [
  ...Object.values(TOPICS).flatMap((topics) => Object.values(topics)),
  SYSTEM_TOPIC,
];
