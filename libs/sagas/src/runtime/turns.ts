import type { ActionRef, Turn } from '../engine/turn.js';

export const NO_TURN: Turn = { commands: [], awaits: [], settled: [], actions: [], aborted: [], ended: null };

/** Names a local execution, whichever of its attempts it is. */
export function executionKey({ step, round, index, compensation }: ActionRef): string {
  return `${compensation ? 'compensate ' : ''}${step}/${round}/${index}`;
}

/** What follows from two moves that are committed together. */
export function both(first: Turn, second: Turn): Turn {
  if (first === NO_TURN) return second;
  const aborted = new Set(second.aborted.map(executionKey));
  const settled = new Set(second.settled);
  return {
    commands: [...first.commands, ...second.commands],
    awaits: [...first.awaits.filter((id) => !settled.has(id)), ...second.awaits],
    settled: [...first.settled, ...second.settled],
    actions: [...first.actions.filter((action) => !aborted.has(executionKey(action))), ...second.actions],
    aborted: [...first.aborted, ...second.aborted],
    ended: second.ended ?? first.ended,
  };
}
