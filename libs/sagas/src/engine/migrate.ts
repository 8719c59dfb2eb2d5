import type { Uuid } from '@edda/kernel';
import { SagaMigrated } from '../events/index.js';
import { refused, TAKEN, type Answer } from './control.js';
import { attempt } from './failures.js';
import type { Move } from './move.js';
import { proceed } from './proceed.js';
import { releaseRun } from './release.js';
import type { SagaControl } from './saga-message.js';

/** Takes an instance of another version over. */
export function migrate(move: Move, control: SagaControl & { action: 'migrate' }, id: Uuid): Answer {
  const { name, version, migrate: takeOver = {} } = move.program.definition;
  const { definition, definitionVersion: from, phase, state, run, stuck, position } = move.state;
  if (control.toVersion !== version || definition !== name) {
    return refused(`This is ${name} ${version}, not ${definition} ${control.toVersion}.`);
  }
  if (from === version) return { verdict: 'repeated' };
  if (phase !== 'forward') return refused('What it has done is being undone: that ends in the version it began with.');
  const way = Object.hasOwn(takeOver, from) ? takeOver[from] : undefined;
  if (!way) return refused(`${name} ${version} does not say how to take over ${from}: add it to "migrate".`);
  const standsAt = run?.step ?? stuck?.step ?? null;
  const migrated = attempt(`migrate of ${name} from ${from}`, () => way(state, standsAt));
  if ('failure' in migrated) return refused(migrated.failure.detail);
  const { state: next, step = standsAt } = migrated.value;
  if (next === undefined || next === null) return refused(`"migrate" of ${name} from ${from} gave no state.`);
  if (step === null ? move.program.at(position) === undefined : !move.program.find(step)) {
    return refused(`${name} ${version} has no step ${step ?? 'where it stands'}: name one to go on with.`);
  }
  const { by, reason } = control;
  releaseRun(move, reason);
  const on = step === null ? {} : { step };
  move.record(SagaMigrated, { from, to: version, state: next, ...on, by, reason, id });
  proceed(move);
  return TAKEN;
}
