import { startRelay } from '@edda/messaging';
import kafkajs from 'kafkajs';
import { IdempotentProducer } from '../../libs/messaging/dist/kafka/publish/producer.js';
import { doing } from '../event-store/progress.mjs';
import { interleaved } from '../event-store/rounds.mjs';
import { comparedRows } from '../event-store/rows.mjs';
import { bareClient } from './bare-kafkajs.mjs';
import { ProcessorTime } from './processor-time.mjs';
import { BENCH, countdown, fillLog, logger, openBroker, openService, ORDER_PLACED } from './world.mjs';

/** From the event log to acknowledged in Kafka, beside the bare client that sends the same requests. */
export async function measureRelay({ server, kafkaUrl, plan }) {
  const service = await openService(server, 'relay');
  const broker = openBroker(kafkaUrl);
  await broker.ensureTopics([ORDER_PLACED.topic]);
  doing(`filling a log with ${plan.messages} events`);
  await fillLog(service, plan.messages);
  const lanes = await requestsOfTheRelay(service, broker, plan.messages);
  const producers = await Promise.all(lanes.map(() => openProducer(kafkaUrl)));
  const subjects = [
    { name: 'Edda', run: () => relayAll(service, broker, plan.messages) },
    { name: 'bare kafkajs', run: () => sendAll(producers, lanes) },
  ];
  const time = new ProcessorTime();
  try {
    const medians = await interleaved({
      label: 'relay',
      rounds: plan.rounds,
      subjects,
      prepare: (subject) => subject.run(),
      measure: async (subject) => (plan.messages / (await time.of(subject, plan.messages, subject.run))) * 1000,
    });
    const rows = comparedRows(BENCH, 'relay', 'events/s', medians, { 'bare kafkajs': '>= 0.8' });
    return [...rows, ...time.rows(BENCH, 'relay')];
  } finally {
    await Promise.all([...producers.map((producer) => producer.disconnect()), broker.close()]);
    await service.close();
  }
}

async function openProducer(kafkaUrl) {
  const producer = bareClient(kafkaUrl).producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner:
      () =>
      ({ message }) =>
        message.partition,
  });
  await producer.connect();
  return producer;
}

/** Sends what each lane of the relay sent by a producer of its own, one request after the other. @returns milliseconds */
async function sendAll(producers, lanes) {
  const startedAt = performance.now();
  await Promise.all(
    lanes.map(async (requests, index) => {
      for (const topicMessages of requests) {
        await producers[index].sendBatch({ acks: -1, compression: kafkajs.CompressionTypes.GZIP, topicMessages });
      }
    }),
  );
  return performance.now() - startedAt;
}

/** What the relay gives to each of its clients, request by request. */
async function requestsOfTheRelay(service, broker, messages) {
  const lanes = new Map();
  const { send } = IdempotentProducer.prototype;
  IdempotentProducer.prototype.send = function (topicMessages, bytes) {
    if (!lanes.has(this)) lanes.set(this, []);
    lanes.get(this).push(topicMessages);
    return send.call(this, topicMessages, bytes);
  };
  try {
    await relayAll(service, broker, messages);
  } finally {
    IdempotentProducer.prototype.send = send;
  }
  return [...lanes.values()];
}

/** Lets a relay that has read its first batches go, and waits until everything is acknowledged. @returns milliseconds */
async function relayAll({ store, dataSource }, broker, messages) {
  await dataSource.query('truncate checkpoints, subscription_members');
  const all = countdown(messages);
  let open;
  const gate = new Promise((resolve) => (open = resolve));
  let ready;
  const reading = new Promise((resolve) => (ready = resolve));
  const relay = startRelay({
    store,
    logger,
    broker: {
      async publish(records) {
        ready();
        await gate;
        await broker.publish(records);
        all.count(records.length);
      },
    },
  });
  try {
    await reading;
    const startedAt = performance.now();
    open();
    return (await all.reached) - startedAt;
  } finally {
    await relay.stop();
  }
}
