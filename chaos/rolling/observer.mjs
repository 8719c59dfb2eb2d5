import { ALL_TOPICS } from '@edda/event-schemas';
import { brokerFromUrl } from '@edda/messaging';

const SILENT = { log: () => undefined, warn: () => undefined, error: () => undefined };

/** A consumer of all topics that takes no part: what it has seen, in the order in which it came. */
export class Observer {
  /** @type {import('./oracle.mjs').Published[]} */
  seen = [];

  constructor(brokerUrl) {
    this.broker = brokerFromUrl(brokerUrl, { logger: SILENT, poolSize: 2 });
  }

  async start() {
    await this.broker.ensureTopics(ALL_TOPICS);
    await this.broker.consume({
      group: 'chaos-observer',
      topics: ALL_TOPICS.map(({ name }) => name),
      from: 'earliest',
      maxBatch: 500,
      open: (partition) => ({
        take: async (records) => {
          for (const record of records) this.seen.push(published(record));
          partition.finish(records.at(-1).offset + 1);
        },
        drain: async () => undefined,
      }),
    });
  }

  async close() {
    await this.broker.close();
  }
}

function published({ topic, key, headers, partition, offset }) {
  return {
    topic,
    key,
    partition,
    offset,
    id: headers.ce_id,
    type: headers.ce_type,
    source: headers.ce_source,
    sequence: headers.ce_sequence === undefined ? null : Number(headers.ce_sequence),
    previous: headers.ce_previous === undefined ? null : Number(headers.ce_previous),
  };
}
