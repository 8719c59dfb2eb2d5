/**
 * What will become of an instance: its first state.
 *
 * @param {import('../lib/random.mjs').Random} random
 */
export function firstState(random, saga) {
  return { traits: saga === 'ferry' ? ferryTraits(random) : voyageTraits(random), log: [] };
}

const NONE = { flaky: {}, undoFlaky: {}, undoStuck: null, hold: null, breaks: null, answers: {}, items: {} };

function ferryTraits(random) {
  return { ...NONE, crossings: random.between(20, 45), breaks: random.chance(0.3) ? 'land-ashore/0' : null };
}

/** How a command is answered, attempt by attempt: in the end well, unless it is one of those that shall fail. */
function answers(random, failing) {
  if (random.chance(failing)) return [random.pick(['refuse', 'never', 'too-late'])];
  const first = random.weighted({ ok: 80, twice: 6, late: 6, refuse: 3, never: 2, 'too-late': 3 });
  return [first, 'ok'];
}

function voyageTraits(random) {
  const many = (share, low, high, failing) =>
    Array.from({ length: random.chance(share) ? random.between(low, high) : 0 }, () => answers(random, failing));
  const fate = random.weighted({ well: 62, break: 10, deliver: 16, hold: 5, book: 3, permits: 4 });
  const provisions = random.between(0, 4);
  const breaking = ['embark/0', 'close/0', ...(provisions > 0 ? [`provision/${provisions - 1}`] : [])];
  return {
    ...NONE,
    route: random.pick(['sea', 'sea', 'land', null]),
    tideMs: random.between(20, 400),
    flaky: random.chance(0.15) ? { [random.pick(['pack', 'embark', 'draft', 'provision'])]: random.between(1, 2) } : {},
    undoFlaky: random.chance(0.4)
      ? { [random.pick(['pack', 'draft', 'provision', 'book', 'guides'])]: random.between(1, 2) }
      : {},
    undoStuck: random.chance(0.25) ? random.pick(['pack', 'draft', 'provision']) : null,
    breaks: fate === 'break' ? random.pick(breaking) : null,
    hold: fate === 'hold' ? 'unload' : null,
    items: { provision: provisions },
    reworks: random.weighted({ 0: 50, 1: 30, 2: 12, 4: 8 }) * 1,
    answers: {
      book: [answers(random, fate === 'book' ? 1 : 0)],
      review: [answers(random, 0)],
      quotes: many(0.5, 2, 3, 0.1),
      guides: many(0.5, 2, 4, 0.05),
      surveys: many(0.4, 1, 3, 0.2),
      permits: many(fate === 'permits' ? 1 : 0.3, 1, 2, fate === 'permits' ? 0.7 : 0),
      deliver: [answers(random, fate === 'deliver' ? 1 : 0)],
    },
    customs: random.pick(['strict', 'lenient', null]),
  };
}
