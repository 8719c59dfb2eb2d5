// Chance that can be repeated: every choice of a run follows from its seed.

/**
 * A source of choices of its own for each name, so that what one process does leaves the choices of the others alone.
 * Mulberry32 over an FNV-1a hash of the seed and the names.
 *
 * @param {number} seed
 * @param {...(string | number)} names
 */
export function randomFrom(seed, ...names) {
  let state = 2166136261;
  for (const character of [seed, ...names].join('/'))
    state = Math.imul(state ^ character.charCodeAt(0), 16777619) >>> 0;
  /** From 0, below 1. */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** A whole number from `low` to `high`, both possible. */
  const between = (low, high) => low + Math.floor(next() * (high - low + 1));
  const pick = (items) => items[Math.floor(next() * items.length)];
  const chance = (share) => next() < share;
  const shuffle = (items) => {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = between(0, last);
      [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
    }
    return shuffled;
  };
  /** One of the keys of `weights`, each as likely as its weight. */
  const weighted = (weights) => {
    const entries = Object.entries(weights);
    let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      left -= weight;
      if (left < 0) return key;
    }
    return entries.at(-1)[0];
  };
  return { next, between, pick, chance, shuffle, weighted };
}

/** @typedef {ReturnType<typeof randomFrom>} Random */
