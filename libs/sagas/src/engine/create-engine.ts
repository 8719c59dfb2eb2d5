import type { SagaDefinition } from '../definition/saga-definition.js';
import { SagaStarted } from '../events/index.js';
import type { SagaInstance } from '../instance/saga-instance.js';
import { receiveControl, refused, type Answer } from './control.js';
import { finishAction } from './finish-action.js';
import { fireDue } from './fire-due.js';
import { prepareWork } from './local-work.js';
import { Move } from './move.js';
import { openActions } from './open-actions.js';
import { isHeld, proceed } from './proceed.js';
import { Program } from './program.js';
import { receiveOutcome } from './receive-outcome.js';
import { receiveSignal } from './receive-signal.js';
import type { SagaEngine } from './saga-engine.js';
import type { SagaMessage } from './saga-message.js';
import { waitsFor } from './waits-for.js';
import { wakeAt } from './wake-at.js';

/** The engine of a definition, which it takes apart once: to be kept for all its instances. */
export function createEngine<State>(definition: SagaDefinition<State>): SagaEngine {
  const program = new Program(definition as SagaDefinition<unknown>);
  return {
    definition: program.definition,
    start: (instance, state, now) => {
      const move = new Move(program, instance, now);
      if (instance.state.phase === 'new') {
        const { name, version } = program.definition;
        move.record(SagaStarted, { definition: name, definitionVersion: version, state });
        proceed(move);
      }
      return move.turn();
    },
    receive: (instance, message, now) => {
      const move = new Move(program, instance, now);
      const answer = receive(move, message);
      return { ...move.turn(), ...answer };
    },
    fire: (instance, now) => {
      const move = new Move(program, instance, now);
      if (!isHeld(move)) fireDue(move);
      return move.turn();
    },
    finish: (instance, action, outcome, now, { endsLater = false } = {}) => {
      const move = new Move(program, instance, now, endsLater);
      finishAction(move, action, outcome);
      return move.turn();
    },
    openActions: (instance: SagaInstance) => openActions(program, instance.state),
    prepare: (instance, action) => prepareWork(program, instance, action),
    wakeAt: (instance) => wakeAt(program, instance.state),
    waitsFor: (instance) => waitsFor(program, instance.state),
  };
}

function receive(move: Move, message: SagaMessage): Answer {
  if (message.kind === 'signal') return receiveSignal(move, message);
  if (message.kind === 'control') return receiveControl(move, message.id, message.control);
  if (move.state.phase === 'new') return refused('It was not started yet.');
  return { verdict: receiveOutcome(move, message.id, message.outcome) };
}
