// A process of writers. Each sends one message or a few after the other until it is told to stop, each again with the same
// id until the store has answered.
import { setTimeout as delay } from 'node:timers/promises';
import { message } from '@edda/event-schemas';
import { PostgresEventStore, streamName } from '@edda/event-store';
import { newId } from '@edda/kernel';
import { obey, Reporter, settings } from '../lib/child.mjs';
import { kindOf } from '../lib/failures.mjs';
import { Journal } from '../lib/journal.mjs';
import { randomFrom } from '../lib/random.mjs';
import { CALM } from './faults.mjs';
import { declareNews, DraftSaved, LetterSent, news, NewsPrinted, PrintLetter } from './messages.mjs';

const { url, name, incarnation, seed, writers, folder, pace, slowMs, deployed = 1 } = settings();
declareNews(deployed);

const TENANTS = ['north', 'south'];
const WEIGHTS = { letters: 6, letter: 3, newKey: 1, draft: 2, news: 1, command: 3 };
const reporter = new Reporter();
const journal = new Journal(`${folder}/${name}-${incarnation}.jsonl`);
const store = await PostgresEventStore.open({ url, source: 'content', poolSize: 10 });
/** What is being done at the moment. */
const now = { fault: CALM };
let stopped = false;
let paused = false;

const of = (payload, data) => ({ ...message(payload, data), id: newId() });
const letter = (data = {}) => of(LetterSent, { fault: now.fault, text: 'a few words', ...data });
const stream = (random, category, count) =>
  streamName(category, `${name}-${random.between(1, count)}`, random.pick(TENANTS));

/** Repeats until the store has answered. */
async function untilAnswered(work) {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (kindOf(error) === 'unexpected') throw error;
      await delay(100);
    }
  }
}

function acknowledged(messages) {
  journal.write(['acknowledged', messages.map(({ id }) => id)]);
  reporter.add('acknowledged', messages.length);
  reporter.progress(name);
}

async function append(to, events) {
  const result = await untilAnswered(() => store.append(to, events, { expected: 'any' }));
  if (!result.ok) throw new Error(`An append to ${to.streamId} was refused: ${JSON.stringify(result)}.`);
  acknowledged(events.filter(({ definition }) => definition.visibility === 'public'));
}

async function send(key, command) {
  const { id, ...sent } = command;
  await untilAnswered(() => store.unitOfWork.run(async () => void store.unitOfWork.send(sent, { key, id })));
  acknowledged([command]);
}

const operations = {
  letters: (random) =>
    append(
      stream(random, 'letter', 30),
      Array.from({ length: random.between(2, 5) }, () => letter()),
    ),
  letter: (random) => append(stream(random, 'letter', 30), [letter()]),
  newKey: (random) => append(streamName('letter', newId(), random.pick(TENANTS)), [letter()]),
  draft: (random) => append(stream(random, 'letter', 30), [of(DraftSaved, { fault: now.fault })]),
  news(random) {
    if (deployed === 2 && now.fault === 'newer-version') reporter.hit('newer-version');
    return append(stream(random, 'news', 5), [of(NewsPrinted, news(deployed, now.fault, 'something is new'))]);
  },
  command: (random) => send(`press-${random.between(1, 10)}`, of(PrintLetter, { fault: now.fault, text: 'on paper' })),
};

/** Messages that bring a fault about themselves, with others of their key behind them. */
const specials = {
  async poison(random) {
    const to = stream(random, 'poisoned', 1000);
    await append(to, [letter({ fault: 'poison' }), letter({ fault: 'poison', poison: true })]);
    await append(to, [letter({ fault: 'poison' }), letter({ fault: 'poison' })]);
    await send(to.streamId, of(PrintLetter, { fault: 'poison', text: 'x', poison: true }));
    await send(to.streamId, of(PrintLetter, { fault: 'poison', text: 'behind it' }));
    return to;
  },
  async 'slow-handler'(random) {
    const to = stream(random, 'slow', 1000);
    await append(to, [letter({ fault: 'slow-handler', slowMs }), letter({ fault: 'slow-handler' })]);
  },
};

async function write(index) {
  const random = randomFrom(seed, name, incarnation, index);
  while (!stopped) {
    while (paused && !stopped) await delay(50);
    if (stopped) return;
    try {
      await operations[random.weighted(WEIGHTS)](random);
    } catch (error) {
      journal.write(['unexpected', now.fault, String(error?.stack ?? error)]);
    }
    if (pace > 0) await delay(random.between(0, 2 * pace));
  }
}

const chance = randomFrom(seed, name, incarnation, 'specials');
const all = Promise.all(Array.from({ length: writers }, (_, index) => write(index)));

obey({
  fault: (fault) => void (now.fault = fault),
  pause: (behind) => void (paused = behind),
  special: (kind) => specials[kind](chance),
  /** More of the same key, one after the other. */
  async follow({ stream: to, count }) {
    for (let sent = 0; sent < count; sent++) {
      await append(to, [letter({ fault: 'redriven' })]);
      await send(to.streamId, of(PrintLetter, { fault: 'redriven', text: 'and another' }));
    }
    return true;
  },
  async stop() {
    stopped = true;
    await all;
    reporter.send();
    return true;
  },
  async close() {
    await store.close();
    reporter.send();
    return true;
  },
});
