const keyOf = ({ step, round, index }) => `${step}/${round}/${index}`;

/** A saga that goes back undoes what it did once, the last first; one that goes on undoes nothing. */
export function judgeCompensations(histories, add) {
  for (const [id, history] of histories) {
    const { done, undone, goesBack, isReleased, end } = history;
    const mustBeBack = (end === 'failed' || end === 'cancelled') && !isReleased;
    if (!goesBack) {
      for (const one of undone) add(id, 'doubled', `${keyOf(one)} was undone, and the saga goes on`);
      if (mustBeBack) for (const one of done) add(id, 'missed', `${keyOf(one)} was not undone, and the saga ${end}`);
      continue;
    }
    const times = new Map();
    for (const one of undone) times.set(keyOf(one), (times.get(keyOf(one)) ?? 0) + 1);
    const places = new Map(done.map((one, place) => [keyOf(one), place]));
    for (const [key, count] of times) {
      if (count > 1) add(id, 'doubled', `${key} was undone ${count} times`, count - 1);
      if (!places.has(key)) add(id, 'doubled', `${key} was undone, and never done`);
    }
    if (mustBeBack) for (const key of places.keys()) if (!times.has(key)) add(id, 'missed', `${key} was not undone`);
    const order = undone.flatMap((one) => places.get(keyOf(one)) ?? []);
    const wrong = order.findIndex((place, index) => index > 0 && place > order[index - 1]);
    if (wrong > 0) add(id, 'disordered', `${keyOf(done[order[wrong]])} was undone too late`);
  }
}
