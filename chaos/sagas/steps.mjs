import { setTimeout as delay } from 'node:timers/promises';
import { message } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import { stepsOf } from '@edda/sagas';
import { Work } from './messages.mjs';

/**
 * The building blocks of the run's definitions. Each execution says which one it is in its result, and each step writes
 * that down in the state, so that the history tells what was taken for what.
 *
 * @typedef {{ traits: object, log: string[] }} State
 */

const { action, command, forEach } = stepsOf();

const ATTEMPTS = { initial: 30, factor: 2, max: 300 };
const UNDO_RETRY = { attempts: 4, backoff: ATTEMPTS };
const ACTION_RETRY = { attempts: 4, backoff: ATTEMPTS };
const LATE_MS = 250;

const nameOf = ({ step, round, index, attempt }) => ({ step, round, index, attempt });
const noted = (state, entry) => ({ ...state, log: [...state.log, entry] });
const applyOne = (state, result) => noted(state, result === undefined ? '?' : `${result.step}/${result.round}`);
const applyAll = (state, outcomes) => {
  const wrong = outcomes.filter(({ ok, result, index }) => ok && result.index !== index);
  const first = outcomes.find(({ ok }) => ok)?.result;
  return noted(state, wrong.length > 0 ? 'mixed' : `${first?.step ?? '-'}/${first?.round ?? '-'}`);
};

/**
 * @param {{ effect: (kind: string, execution: object) => Promise<void>, isMended: (id: string) => Promise<boolean>, hit: (fault: string, sagaId: string) => void, patienceMs: number }} world
 *   `patienceMs`: how long a saga waits for an answer
 */
export function stepsIn(world) {
  const pauses = async ({ index, signal }) => delay((index * 7) % 20, undefined, { signal });

  const failure = (kind, what) => new EddaError(kind, 'CHAOS.FAILED', `The run lets ${what} fail.`);

  const doLocally = async ({ traits }, execution) => {
    const { step, attempt, sagaId } = execution;
    await pauses(execution);
    execution.report({ attempt });
    await world.effect('do', execution);
    if (traits.hold === step && !(await world.isMended(sagaId))) throw failure('invalid', step);
    if (traits.breaks === `${step}/${execution.index}`) throw failure('invalid', step);
    if (attempt <= (traits.flaky[step] ?? 0)) {
      world.hit('action-failed', sagaId);
      throw failure('unavailable', step);
    }
    return nameOf(execution);
  };

  const undoLocally = {
    retry: UNDO_RETRY,
    async run({ traits }, _, execution) {
      const { step, attempt, sagaId } = execution;
      await pauses(execution);
      await world.effect('undo', execution);
      if (traits.undoStuck === step && !(await world.isMended(sagaId)))
        throw failure('invalid', `the compensation of ${step}`);
      if (attempt <= (traits.undoFlaky[step] ?? 0)) {
        world.hit('compensation-failed', sagaId);
        throw failure('unavailable', `the compensation of ${step}`);
      }
    },
  };

  const work = (execution, purpose, answer, rest = {}) => ({
    message: message(Work, {
      sagaId: execution.sagaId,
      ...nameOf(execution),
      purpose,
      answer: answer === 'too-late' ? 'late' : answer,
      lateMs: answer === 'too-late' ? 1.5 * world.patienceMs : LATE_MS,
      ...rest,
    }),
    key: execution.sagaId,
  });

  /** What the other context shall make of an attempt; the last of the list holds for the ones behind it. */
  const answerOf = (answers = ['ok'], attempt) => answers[Math.min(attempt, answers.length) - 1];

  const undoElsewhere = {
    retry: UNDO_RETRY,
    timeoutMs: world.patienceMs,
    command: ({ traits }, _, execution) =>
      work(execution, 'undo', execution.attempt <= (traits.undoFlaky[execution.step] ?? 0) ? 'refuse' : 'ok'),
  };

  const release = (execution) => work(execution, 'release', 'never', { of: execution.id });

  const COMMANDS = { retry: { attempts: 2, backoff: ATTEMPTS }, timeoutMs: world.patienceMs };

  return {
    local: (name, rest = {}) =>
      action(name, { retry: ACTION_RETRY, run: doLocally, compensate: undoLocally, apply: applyOne, ...rest }),
    remote: (name, rest = {}) =>
      command(name, {
        ...COMMANDS,
        command: ({ traits }, execution) =>
          work(execution, 'do', answerOf(traits.answers[name]?.[0], execution.attempt)),
        release: (_, execution) => release(execution),
        compensate: undoElsewhere,
        apply: applyOne,
        ...rest,
      }),
    eachLocal: (name, rest = {}) =>
      forEach(name, {
        items: ({ traits }) => Array.from({ length: traits.items[name] ?? 0 }, (_, item) => item),
        each: { run: (state, _, execution) => doLocally(state, execution) },
        retry: ACTION_RETRY,
        concurrency: 3,
        compensate: undoLocally,
        apply: applyAll,
        ...rest,
      }),
    eachRemote: (name, rest = {}) =>
      forEach(name, {
        ...COMMANDS,
        items: ({ traits }) => Array.from(traits.answers[name] ?? [], (_, item) => item),
        each: {
          command: ({ traits }, item, execution) =>
            work(execution, 'do', answerOf(traits.answers[name][item], execution.attempt)),
          release: (_, __, execution) => release(execution),
        },
        compensate: undoElsewhere,
        apply: applyAll,
        ...rest,
      }),
  };
}
