import type { PublishedMessage } from '../../compatibility/published-message.js';
import { DEAD_LETTERS_TOPIC, TOPICS } from '../../topics.js';
import type { DocumentedSubscription } from '../catalogue-contents.js';

type KeyOf = (message: PublishedMessage) => string;

/** What each service sends, by topic, and every subscription, by topic. */
export function operationsOf(
  messages: readonly PublishedMessage[],
  newest: ReadonlyMap<string, PublishedMessage>,
  keyOf: KeyOf,
  subscriptions: readonly DocumentedSubscription[],
): Record<string, object> {
  const sent = [...newest.values()];
  const sends = Object.keys(TOPICS).flatMap((context) => {
    const own = sent.filter(({ sender }) => sender === context || sender === 'any');
    const topics = [...new Set(own.map(({ topic }) => topic ?? ''))].sort();
    const ofTopics = topics.map((topic) => sendOf(context, topic, own.filter((one) => one.topic === topic).map(keyOf)));
    return [...ofTopics, sendOf(context, DEAD_LETTERS_TOPIC.name, ['DeadLetter'])];
  });
  const receives = subscriptions.flatMap((subscription) =>
    subscription.topics.map((topic) => {
      const wanted = messages.filter(
        (one) => one.topic === topic && (subscription.types === null || subscription.types.includes(one.type)),
      );
      return receiveOf(subscription, topic, wanted.map(keyOf));
    }),
  );
  return Object.fromEntries([...sends, ...receives]);
}

function sendOf(service: string, topic: string, keys: readonly string[]): [string, object] {
  return [
    `${service}.send.${topic}`,
    { action: 'send', title: `${service} sends to ${topic}`, tags: [{ name: service }], ...between(topic, keys) },
  ];
}

function receiveOf(
  { service, name }: DocumentedSubscription,
  topic: string,
  keys: readonly string[],
): [string, object] {
  const group = `${service}.${name}`;
  return [
    `${group}.${topic}`,
    {
      action: 'receive',
      title: `${service} receives from ${topic} (${name})`,
      tags: [{ name: service }],
      ...between(topic, keys),
      bindings: { kafka: { groupId: { type: 'string', enum: [group] }, bindingVersion: '0.5.0' } },
    },
  ];
}

function between(topic: string, keys: readonly string[]): object {
  return {
    channel: { $ref: `#/channels/${topic}` },
    messages: keys.map((key) => ({ $ref: `#/channels/${topic}/messages/${key}` })),
  };
}
