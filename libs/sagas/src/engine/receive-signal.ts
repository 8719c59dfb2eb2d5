import { SignalReceived } from '../events/index.js';
import { refused, TAKEN, type Answer } from './control.js';
import type { Move } from './move.js';
import { proceed } from './proceed.js';
import type { SagaMessage } from './saga-message.js';

/** Signals that came and that no step has taken yet. */
const MAX_BUFFERED = 1000;

export function receiveSignal(move: Move, message: SagaMessage & { kind: 'signal' }): Answer {
  const { id, signal, payload, by } = message;
  const { phase, taken, signals, definition, definitionVersion } = move.state;
  if (taken.includes(id)) return { verdict: 'repeated' };
  if (phase === 'new') return refused('It was not started yet.');
  if (phase !== 'forward') return { verdict: 'late' };
  if (!move.program.signals.has(signal)) {
    return refused(`${definition} ${definitionVersion} has no step that waits for the signal "${signal}".`);
  }
  if (signals.length >= MAX_BUFFERED) {
    return refused(`${MAX_BUFFERED} signals wait for their steps already: no more are kept.`);
  }
  move.record(SignalReceived, { id, signal, ...(payload === undefined ? {} : { payload }), by });
  proceed(move);
  return TAKEN;
}
