/**
 * What a step does, by its name: whether its work is local or a command of the other context, and how it is undone.
 * @typedef {{ kind: string, isLocal: boolean, notes: string | null, undo: 'local' | 'remote' | null, undoIfFailed: boolean }} StepFacts
 */

/**
 * @param {readonly object[]} definitions in which a name means the same step everywhere
 * @returns {Map<string, StepFacts>}
 */
export function stepFacts(definitions) {
  const facts = new Map();
  const walk = (steps) => {
    for (const step of steps) {
      facts.set(step.name, factsOf(step));
      if (step.kind === 'loop') walk(step.steps);
      if (step.kind === 'branch') Object.values(step.ways).forEach(walk);
    }
  };
  for (const { steps } of definitions) walk(steps);
  return facts;
}

function factsOf({ kind, each, signal, compensate, compensateIfFailed = false }) {
  return {
    kind,
    isLocal: kind === 'action' || Boolean(each?.run),
    notes: signal ?? null,
    undo: compensate ? (compensate.run ? 'local' : 'remote') : null,
    undoIfFailed: compensateIfFailed,
  };
}
