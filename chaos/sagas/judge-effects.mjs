const nameOf = ({ kind, step, round, index }) => `${kind} ${step}/${round}/${index}`;

/** Each local effect that a history tells of stands there once, in its order, and no other one does. */
export function judgeEffects({ effects }, histories, add) {
  const found = new Map();
  for (const effect of effects) {
    const known = found.get(effect.sagaId);
    if (known) known.push(effect);
    else found.set(effect.sagaId, [effect]);
  }
  for (const [id, written] of found) if (!histories.has(id)) add(id, 'doubled', `${written.length} effects of no saga`);
  for (const [id, history] of histories) judgeOne(id, history.effects, found.get(id) ?? [], add);
}

function judgeOne(id, told, written, add) {
  const left = new Map();
  for (const effect of told) left.set(nameOf(effect), (left.get(nameOf(effect)) ?? 0) + 1);
  let isWhole = true;
  for (const effect of written) {
    const name = nameOf(effect);
    const count = left.get(name) ?? 0;
    if (count > 0) left.set(name, count - 1);
    else {
      isWhole = false;
      add(id, 'doubled', `the effect ${name} stands there once too often`);
    }
  }
  for (const [name, count] of left) {
    if (count === 0) continue;
    isWhole = false;
    add(id, 'missed', `the effect ${name} is not there`, count);
  }
  if (!isWhole) return;
  const order = together(told).join(', ');
  const found = together(written).join(', ');
  if (order !== found) add(id, 'disordered', `its effects are ${found}; its history says ${order}`);
}

/** What is done side by side is written in any order: the items of one fan-out are sorted. */
function together(effects) {
  const groups = [];
  for (const { kind, step, round, index } of effects) {
    const name = `${kind} ${step}/${round}`;
    const last = groups.at(-1);
    if (kind === 'do' && last?.name === name) last.items.push(index);
    else groups.push({ name, items: [index] });
  }
  return groups.map(({ name, items }) => `${name}/${items.sort((left, right) => left - right)}`);
}
