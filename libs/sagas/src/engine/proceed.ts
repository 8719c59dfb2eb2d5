import { SagaEnded, SagaStuck, StepFailed } from '../events/index.js';
import type { SagaFailure } from '../definition/outcome.js';
import type { StepRun } from '../instance/step-run.js';
import { beginMore, beginWork } from './begin.js';
import { completeWork } from './complete-work.js';
import { undo } from './compensate.js';
import { chooseWay, goRound } from './control-flow.js';
import { goBack } from './go-back.js';
import { failedIndex, joined } from './join.js';
import type { Move } from './move.js';
import { END, type ProgramNode, type WorkNode } from './program-node.js';
import { awaitSignal, beginSignal, beginSleep, completeSleep } from './wait.js';

export function isHeld({ state }: Pick<Move, 'state'>): boolean {
  const { phase, paused, stuck } = state;
  return phase === 'new' || phase === 'ended' || paused || stuck !== null;
}

/** Goes as far as it can without waiting. */
export function proceed(move: Move): void {
  while (!isHeld(move)) {
    if (move.state.phase === 'backward') {
      undo(move);
      return;
    }
    if (move.isFull || !forward(move)) return;
  }
}

/** @returns whether anything changed */
function forward(move: Move): boolean {
  const { run, position } = move.state;
  const node = run ? move.program.find(run.step) : move.program.at(position);
  if (node === END) return !move.endsLater && end(move);
  if (!node) return lost(move);
  return run ? goOn(move, node, run) : enter(move, node);
}

function enter(move: Move, node: ProgramNode): boolean {
  switch (node.kind) {
    case 'branch':
      return failedWhole(move, node, chooseWay(move, node));
    case 'loop':
      return failedWhole(move, node, goRound(move, node));
    case 'sleep':
      return failedWhole(move, node, beginSleep(move, node));
    case 'signal':
      beginSignal(move, node);
      return true;
    default: {
      const failure = beginWork(move, node);
      if (failure) failFor(move, node, 0, failure);
      return true;
    }
  }
}

function goOn(move: Move, node: ProgramNode, run: StepRun): boolean {
  if (node.kind === 'sleep') return completeSleep(move, node, run);
  if (node.kind === 'signal') {
    const waited = awaitSignal(move, node, run);
    return typeof waited === 'boolean' ? waited : failedWhole(move, node, waited);
  }
  if (!('local' in node)) return lost(move);
  const outcome = joined(node, run);
  if (outcome === 'open') {
    if (node.kind === 'forEach') beginMore(move, node, run);
    return move.state.run?.begun !== run.begun;
  }
  if (outcome === 'through') {
    const failure = completeWork(move, node, run);
    return failure ? failedAsAWhole(move, node, failure) : true;
  }
  failFor(move, node, failedIndex(run), outcome);
  return true;
}

function failedAsAWhole(move: Move, node: WorkNode, failure: SagaFailure): boolean {
  recordWhole(move, node.name, failure);
  failFor(move, node, 0, failure);
  return true;
}

function failedWhole(move: Move, node: ProgramNode, failure: SagaFailure | null): boolean {
  if (!failure) return true;
  recordWhole(move, node.name, failure);
  goBack(move, failure, node.name);
  return true;
}

function recordWhole(move: Move, step: string, failure: SagaFailure): void {
  const round = move.state.run?.round ?? move.state.rounds[step] ?? 1;
  const number = move.state.run?.executions[0]?.attempt ?? 1;
  move.record(StepFailed, { step, round, index: 0, attempt: number, failure, whole: true });
}

/** What follows when a step has failed for good. */
function failFor(move: Move, node: WorkNode, index: number, failure: SagaFailure): void {
  if (node.holds) stick(move, node.name, index, failure);
  else goBack(move, failure, node.name);
}

function stick(move: Move, step: string, index: number, failure: SagaFailure): void {
  const round = move.state.run?.round ?? (move.state.rounds[step] ?? 0) + 1;
  move.abortOpen();
  move.record(SagaStuck, { step, round, index, failure, compensating: false });
}

/** The build has a definition of this version without the step: somebody must decide. */
function lost(move: Move): boolean {
  const { run, position, definition, definitionVersion } = move.state;
  const step = run?.step ?? ('step' in position ? position.step : '');
  const detail = `${definition} ${definitionVersion} has no step ${step} to go on with: migrate the saga, or cancel it.`;
  stick(move, step, 0, { code: 'SAGA.CODE_FAILED', detail });
  return false;
}

function end(move: Move): boolean {
  move.record(SagaEnded, { status: 'completed' });
  move.ended = { status: 'completed', failure: null };
  return false;
}
