import type { Topic } from '@edda/event-schemas';

const HOUR = 60 * 60 * 1000;

const ANSWERS = '_answers';

/** The queue on which a service takes requests. */
export function requestQueue(service: string): Topic {
  return { name: `${service}_requests`, kind: 'queue', partitions: 6, retentionMs: HOUR };
}

/** The topic on which the instances of a service get the answers to their requests. */
export function answerTopic(service: string): Topic {
  return { name: service + ANSWERS, kind: 'topic', partitions: 3, retentionMs: HOUR };
}

/** A request names where its answer goes; only to such a topic. */
export function isAnswerTopic(name: string): boolean {
  return name.endsWith(ANSWERS);
}
