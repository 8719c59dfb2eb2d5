import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '@edda/kernel';
import { doing, done, say } from './progress.mjs';
import { percentile } from './rounds.mjs';
import { judged } from './rows.mjs';

/**
 * From an append to the handler of a subscription in the same process, on an idle machine: how much later than the end
 * of the append the handler begins. Below zero when it begins before.
 */
export async function measureLag(bench, followers, { quick }) {
  const rows = [];
  for (const { name, subject, follow, bar } of followers) {
    // Those that ask at intervals take up to a second for each.
    const samples = quick ? 15 : bar ? 400 : 60;
    doing(`append to subscriber, ${samples} times: ${name}`);
    await subject.clear();
    let probes;
    try {
      probes = await sample(subject, follow, samples);
    } catch (error) {
      if (!subject.isPeer) throw error;
      say(`${name} is not measured: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    const appends = probes.map(({ append }) => append);
    const lags = probes.map(({ lag }) => lag);
    const row = (what, value, limit) => ({
      bench,
      subject: `append to subscriber, ${what}: ${name}`,
      value,
      unit: 'ms',
      ...judged(value, limit),
    });
    rows.push(
      row('the append itself, p50', percentile(appends, 0.5)),
      row('beyond the append, p50', percentile(lags, 0.5), bar),
      row('beyond the append, p99', percentile(lags, 0.99)),
    );
  }
  done();
  return rows;
}

/** Edda's subscriptions, and those of the others that have one. */
export function followersOf(edda, peers) {
  const subscribe = (name) => async (handle) => {
    const subscription = edda.store.subscribe({
      ...(name && { name }),
      from: 'now',
      handle: ({ streamId }) => handle(streamId),
    });
    return () => subscription.stop();
  };
  return [
    { name: 'Edda', subject: edda, follow: subscribe('bench'), bar: '< 5 ms' },
    { name: 'Edda, without a checkpoint', subject: edda, follow: subscribe(null), bar: '< 5 ms' },
    ...peers.filter(({ follow }) => follow).map((peer) => ({ name: peer.name, subject: peer, follow: peer.follow })),
  ];
}

async function sample(subject, follow, samples) {
  let handled = () => undefined;
  const stop = await follow(async (stream) => handled(stream));
  /** Appends to a new stream, and waits until the subscription has seen it. */
  const probe = async (patienceMs) => {
    const id = newId();
    let timer;
    const seen = new Promise((resolve, reject) => {
      handled = (stream) => stream.endsWith(id) && resolve(performance.now());
      timer = setTimeout(reject, patienceMs, new Error(`The subscription of ${subject.name} did not see an append.`));
    });
    const startedAt = performance.now();
    const appended = subject.append(id, 0, 1).then(() => performance.now());
    const [appendedAt, seenAt] = await Promise.all([appended, seen]).finally(() => clearTimeout(timer));
    return { append: appendedAt - startedAt, lag: seenAt - appendedAt };
  };
  try {
    await untilItFollows(probe);
    const probes = [];
    for (let turn = 0; turn < samples; turn++) {
      // At no fixed distance, so that nothing that works in turns is met at one of them.
      await delay(10 + Math.random() * 30);
      probes.push(await probe(10_000));
    }
    return probes;
  } finally {
    await stop();
  }
}

/** A subscription from now on takes a moment until it hears. */
async function untilItFollows(probe) {
  for (let attempt = 1; ; attempt++) {
    try {
      await probe(1_000);
      return;
    } catch (error) {
      if (attempt === 10) throw error;
    }
  }
}
