import { validateMessage } from '@edda/event-schemas';
import type { Uuid } from '@edda/kernel';
import type { StepCommand } from '../definition/outcome.js';
import { ExecutionsStarted, StepFailed, StepOutcomeReceived, StepStarted, TimerSet } from '../events/index.js';
import type { StepRun } from '../instance/step-run.js';
import { ExecutionOf } from './execution-of.js';
import { attempt, type Attempted } from './failures.js';
import { itemsOf, MAX_ITEMS } from './items.js';
import type { Move } from './move.js';
import { outcomeId } from './outcome-id.js';
import type { ForEachNode, WorkNode } from './program-node.js';
import type { ActionRef } from './turn.js';

/** Begins a step that does something. @returns why it could not, which is recorded */
export function beginWork(move: Move, node: WorkNode): StepFailed['failure'] | null {
  const round = (move.state.rounds[node.name] ?? 0) + 1;
  const size = sizeOf(node, move.state.state);
  if ('failure' in size) return notBegun(move, node, round, size.failure);
  const begun = node.kind === 'forEach' ? Math.min(size.value, node.concurrency) : size.value;
  const commands = node.local ? [] : firstCommands(move, node, round, begun);
  if ('failure' in commands) return notBegun(move, node, round, commands.failure);
  const none = node.kind === 'command' && commands[0] === null;
  const awaits =
    node.local || none
      ? []
      : Array.from({ length: size.value }, (_, index) => outcomeId(move.instance.id, node.name, round, index));
  move.record(StepStarted, {
    step: node.name,
    round,
    awaits,
    kind: node.kind,
    ...(node.kind === 'forEach' ? { size: size.value } : {}),
    ...(begun < size.value ? { begun } : {}),
    ...(node.compensates && !none ? { compensates: node.compensates } : {}),
  });
  if (none) return null;
  if (node.local) actAll(move, round, node, 0, begun);
  commands.forEach((command, index) => {
    const id = awaits[index] as Uuid;
    if (!command) return;
    move.send(id, command);
    move.await(id);
  });
  if (!node.local && begun > 0) limitTime(move, node, round);
  return null;
}

/** Begins what has its turn in a fan-out now that others have ended. */
export function beginMore(move: Move, node: ForEachNode, run: StepRun): void {
  const from = run.begun;
  const to = Math.min(run.executions.length, run.settled + node.concurrency);
  if (to <= from) return;
  move.record(ExecutionsStarted, { step: node.name, round: run.round, from, to });
  if (node.local) {
    actAll(move, run.round, node, from, to);
    return;
  }
  for (let index = from; index < to; index++) sendAttempt(move, node, run, index, 1);
  limitTime(move, node, run.round);
}

/**
 * Sends the command of an attempt that has begun. One that cannot be made fails the execution; where there is nothing to
 * ask for, it is done.
 */
export function sendAttempt(move: Move, node: WorkNode, run: StepRun, index: number, number: number): void {
  const ref = { step: node.name, round: run.round, index, attempt: number, compensation: false };
  const execution = new ExecutionOf(move.instance.id, ref);
  const made = commandOf(node, move.state.state, execution);
  if ('failure' in made) {
    move.record(StepFailed, { step: node.name, round: run.round, index, attempt: number, failure: made.failure });
  } else if (made.value) {
    move.send(execution.id, made.value);
    move.await(execution.id);
  } else {
    move.record(StepOutcomeReceived, { id: execution.id, ok: true, index });
  }
}

export function localRef(run: StepRun, index: number): ActionRef {
  const attempt = run.executions[index]?.attempt ?? 1;
  return { step: run.step, round: run.round, index, attempt, compensation: false };
}

function notBegun(
  move: Move,
  { name }: WorkNode,
  round: number,
  failure: StepFailed['failure'],
): StepFailed['failure'] {
  move.record(StepFailed, { step: name, round, index: 0, attempt: 1, failure, whole: true });
  return failure;
}

function sizeOf(node: WorkNode, state: unknown): Attempted<number> {
  if (node.kind !== 'forEach') return { value: 1 };
  const items = attempt(`items of ${node.name}`, () => itemsOf(node, state));
  if ('failure' in items) return items;
  const size = items.value.length;
  if (size <= MAX_ITEMS) return { value: size };
  const detail = `${node.name} has ${size} items, at most ${MAX_ITEMS} fit: split the list.`;
  return { failure: { code: 'SAGA.TOO_MANY_ITEMS', detail } };
}

function actAll(move: Move, round: number, { name }: WorkNode, from: number, to: number): void {
  for (let index = from; index < to; index++) {
    move.act({ step: name, round, index, attempt: 1, compensation: false });
  }
}

/** All of them or none: what cannot be asked for is found out before anything is sent. */
function firstCommands(
  move: Move,
  node: WorkNode,
  round: number,
  count: number,
): (StepCommand | null)[] | { failure: StepFailed['failure'] } {
  const commands: (StepCommand | null)[] = [];
  for (let index = 0; index < count; index++) {
    const ref = { step: node.name, round, index, attempt: 1, compensation: false };
    const made = commandOf(node, move.state.state, new ExecutionOf(move.instance.id, ref));
    if ('failure' in made) return made;
    commands.push(made.value);
  }
  return commands;
}

function commandOf(node: WorkNode, state: unknown, execution: ExecutionOf): Attempted<StepCommand | null> {
  return attempt(`command of ${node.name}`, () => {
    if (node.kind === 'command') {
      const command = node.step.command(state, execution);
      return command ? checked(command) : null;
    }
    if (node.kind !== 'forEach' || !('command' in node.step.each)) return null;
    return checked(node.step.each.command(state, itemsOf(node, state)[execution.index], execution));
  });
}

/**
 * What may be sent. One that its receiver would refuse is refused here: nobody would ever answer to it.
 *
 * @throws Error for nothing, which code without types may give, and for what does not fit its schema
 */
export function checked(command: StepCommand | null | undefined): StepCommand {
  if (!command?.message) throw new TypeError('it gave no command');
  validateMessage(command.message.definition, command.message.data);
  return command;
}

function limitTime(move: Move, node: WorkNode, round: number): void {
  if (node.timeoutMs === null) return;
  move.record(TimerSet, { step: node.name, round, purpose: 'timeout', dueAt: move.in(node.timeoutMs) });
}
