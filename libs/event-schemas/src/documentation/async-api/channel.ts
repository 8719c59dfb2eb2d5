import { DEAD_LETTERS_TOPIC, TOPICS, SYSTEM_TOPIC, type Topic } from '../../topics.js';

/** A topic with its settings at a Kafka broker, and the messages it carries. */
export function channelOf(topic: Topic, messageKeys: readonly string[]): object {
  const keys = topic === DEAD_LETTERS_TOPIC ? ['DeadLetter'] : messageKeys;
  return {
    address: topic.name,
    title: topic.name,
    description: descriptionOf(topic),
    messages: Object.fromEntries(keys.map((key) => [key, { $ref: `#/components/messages/${key}` }])),
    bindings: {
      kafka: {
        topic: topic.name,
        partitions: topic.partitions,
        topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': topic.retentionMs },
        bindingVersion: '0.5.0',
      },
    },
  };
}

function descriptionOf(topic: Topic): string {
  if (topic === SYSTEM_TOPIC) return 'Events that concern every context.';
  if (topic === DEAD_LETTERS_TOPIC) return 'A copy of every message that a service has given up.';
  for (const [context, { event, command }] of Object.entries(TOPICS)) {
    if (topic === event) return `What happened in ${context}.`;
    if (topic === command) return `What ${context} is asked to do.`;
  }
  const [context] = Object.entries(TOPICS).find(([, { reply }]) => topic === reply) ?? ['a context'];
  return `Refusals of commands that ${context} has sent.`;
}
