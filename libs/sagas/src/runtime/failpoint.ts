import type { Uuid } from '@edda/kernel';
import type { NewMessage } from '@edda/event-schemas';
import type { Turn } from '../engine/turn.js';

/** What a process may die before or after: before is ahead of the commit that holds it. */
export type SagaMoment =
  | 'started'
  | 'claimed'
  | 'message-taken'
  | 'step-started'
  | 'action'
  | 'step-completed'
  | 'command-sent'
  | 'timer-set'
  | 'timer-fired'
  | 'compensation-started'
  | 'compensation'
  | 'compensation-completed'
  | 'stuck'
  | 'ended'
  | 'parked'
  | 'given-back';

/** @param instanceId empty before an instance is claimed, when it is not known yet */
export type SagaFailpoint = (name: `${'before' | 'after'}:${SagaMoment}`, instanceId: Uuid) => void | Promise<void>;

const MOMENTS: Readonly<Record<string, SagaMoment>> = {
  SagaStarted: 'started',
  StepStarted: 'step-started',
  StepCompleted: 'step-completed',
  TimerSet: 'timer-set',
  TimerFired: 'timer-fired',
  CompensationStarted: 'compensation-started',
  StepCompensated: 'compensation-completed',
  SagaStuck: 'stuck',
  SagaEnded: 'ended',
};

/** What one commit holds, each once, in order. */
export function momentsOf(events: readonly NewMessage[], turn: Turn, messages: number, parked: boolean): SagaMoment[] {
  return [
    ...new Set<SagaMoment>([
      ...(messages > 0 ? (['message-taken'] as const) : []),
      ...events.flatMap(({ definition }) => MOMENTS[definition.type] ?? []),
      ...(turn.commands.length > 0 ? (['command-sent'] as const) : []),
      ...(parked ? (['parked'] as const) : []),
    ]),
  ];
}

export async function passEach(
  failpoint: SagaFailpoint,
  side: 'before' | 'after',
  moments: readonly SagaMoment[],
  id: Uuid,
): Promise<void> {
  for (const moment of moments) await failpoint(`${side}:${moment}`, id);
}
