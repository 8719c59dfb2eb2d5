import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ALL_TOPICS } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { brokerFromUrl, startRelay } from '@edda/messaging';
import { doing, done } from '../event-store/progress.mjs';
import { percentile } from '../event-store/rounds.mjs';
import { judged } from '../event-store/rows.mjs';
import { readOrders } from './read-orders.mjs';
import { openStockClient, openStockServer } from './stock-nest.mjs';
import { appendTo, BENCH, logger, openService } from './world.mjs';

const READER = fileURLToPath(new URL('./reader-process.mjs', import.meta.url));
/** For what was sent to be handled, in milliseconds. */
const PATIENCE = 30_000;
const WARM_UP = 10;

/** From the call of an append to the beginning of the handler, on a machine that does nothing else. */
export async function measureLatency({ server, kafkaUrl, plan }) {
  const samples = plan.quick ? 20 : 300;
  const rows = [];
  const row = (subject, times, bar) => {
    const name = `append to handled: ${subject}`;
    const p50 = percentile(times, 0.5);
    rows.push(
      { bench: BENCH, subject: `${name}, p50`, value: p50, unit: 'ms', ...judged(p50, bar) },
      { bench: BENCH, subject: `${name}, p99`, value: percentile(times, 0.99), unit: 'ms' },
    );
  };
  const subjects = [
    ['Kafka', kafkaUrl, '< 15 ms'],
    ['embedded', await server.database('broker'), '< 10 ms'],
  ];
  for (const [name, url, bar] of subjects) {
    for (const processes of [1, 2]) {
      const subject = `${name}, ${processes === 1 ? 'one process' : 'two processes'}`;
      doing(`append to handled, ${samples} times: ${subject}`);
      row(subject, await sampleEdda(server, url, processes, samples), bar);
    }
  }
  for (const processes of [1, 2]) {
    const subject = `stock Nest Kafka transport, emit to handled, ${processes === 1 ? 'one process' : 'two processes'}`;
    doing(`${subject}, ${samples} times`);
    row(subject, await sampleStock(kafkaUrl, processes, samples));
  }
  done();
  return rows;
}

async function sampleEdda(server, brokerUrl, processes, samples) {
  const sender = await openService(server, 'sender');
  const broker = brokerFromUrl(brokerUrl, { logger });
  await broker.ensureTopics(ALL_TOPICS);
  const probes = new Probes();
  const receiver = processes === 1 ? await openService(server, 'receiver') : null;
  const name = newId();
  const reader = receiver
    ? await readOrders({ service: receiver, broker, name, onHandled: (id, at) => probes.handled(id, at) })
    : await readInOtherProcess('edda', [await server.database('receiver'), brokerUrl, name], probes);
  const relay = startRelay({ store: sender.store, broker, logger });
  try {
    return await probes.take(samples, (id) => appendTo(sender.store, id, 'none'));
  } finally {
    await reader.stop();
    await relay.stop();
    await broker.close();
    await Promise.all([sender.close(), receiver?.close()]);
  }
}

async function sampleStock(kafkaUrl, processes, samples) {
  const probes = new Probes();
  const topic = `bench-stock-${newId()}`;
  const broker = brokerFromUrl(kafkaUrl, { logger });
  await broker.ensureTopics([{ name: topic, kind: 'topic', partitions: 24, retentionMs: 86_400_000 }]);
  await broker.close();
  const server =
    processes === 1
      ? await openStockServer({ kafkaUrl, topic, onHandled: (id, at) => probes.handled(id, at) })
      : await readInOtherProcess('stock', [kafkaUrl, topic], probes);
  const client = await openStockClient(kafkaUrl, topic);
  try {
    return await probes.take(samples, async (id) => {
      await client.emit(id);
      return id;
    });
  } finally {
    await client.close();
    await server.stop();
  }
}

async function readInOtherProcess(kind, args, probes) {
  const child = fork(READER, [kind, ...args], {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [ready] = await once(child, 'message');
  if (ready !== 'ready') throw new Error(`The reader's process says ${String(ready)}.`);
  child.on('message', ({ id, at }) => probes.handled(id, at));
  return {
    async stop() {
      const exit = once(child, 'exit');
      child.send('stop');
      await exit;
    },
  };
}

/** Sends and waits until what was sent is handled; times are those of the system's monotonic clock, in nanoseconds. */
class Probes {
  #waiting = new Map();

  handled(id, at) {
    this.#waiting.get(id)?.(at);
  }

  /** @returns milliseconds */
  async take(samples, send) {
    const times = [];
    await this.#untilItFollows(send);
    for (let turn = -WARM_UP; turn < samples; turn++) {
      // At no fixed distance, so that nothing that works in turns is met at one of them.
      await delay(10 + Math.random() * 30);
      const time = await this.#probe(send, PATIENCE);
      if (turn >= 0) times.push(time);
    }
    return times;
  }

  /** The stock transport says that it listens before it does, and starts behind what comes meanwhile. */
  async #untilItFollows(send) {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#probe(send, 1_000);
        return;
      } catch (error) {
        if (attempt === 30) throw error;
      }
    }
  }

  async #probe(send, patience) {
    const id = newId();
    let timer;
    const handled = new Promise((resolve, reject) => {
      this.#waiting.set(id, resolve);
      timer = setTimeout(reject, patience, new Error(`What was sent was not handled within ${patience / 1000} s.`));
    });
    const startedAt = process.hrtime.bigint();
    try {
      const [at] = await Promise.all([handled, send(id)]);
      return Number(at - startedAt) / 1e6;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }
}
