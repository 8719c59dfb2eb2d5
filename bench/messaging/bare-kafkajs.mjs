import kafkajs from 'kafkajs';

/** The client as its own documentation sets it up. */
export function bareClient(kafkaUrl) {
  const { host } = new URL(kafkaUrl);
  return new kafkajs.Kafka({ brokers: [host], clientId: 'bare', logLevel: kafkajs.logLevel.ERROR });
}

/**
 * A consumer that handles the messages of a batch side by side, no more than `atOnce` in all, and commits after each batch.
 *
 * @returns what stops it
 */
export async function bareConsumer({ kafkaUrl, group, topic, atOnce, handle }) {
  const consumer = bareClient(kafkaUrl).consumer({ groupId: group, maxWaitTimeInMs: 250 });
  const slots = limit(atOnce);
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    partitionsConsumedConcurrently: atOnce,
    eachBatch: async ({ batch, heartbeat }) => {
      await Promise.all(batch.messages.map((message) => slots(() => handle(message))));
      await heartbeat();
    },
  });
  return () => consumer.disconnect();
}

function limit(size) {
  const waiting = [];
  let running = 0;
  return async (work) => {
    if (running === size) await new Promise((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
