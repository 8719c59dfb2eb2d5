import type { HistoryEvent } from './history-event.js';

interface Told {
  step?: string;
  round?: number;
  index?: number;
  branch?: string;
  way?: string;
  loop?: string;
  iteration?: number;
  status?: string;
  failure?: { code: string };
  retryAt?: string;
}

/** An event as a history has it, such as `StepStarted gather (round 1)`. */
export function eventText({ type, data }: HistoryEvent): string {
  const { step, round, index, branch, way, loop, iteration, status, failure } = data as Told;
  const name = step ?? branch ?? loop ?? status ?? '';
  const counts = [
    round === undefined ? '' : `round ${round}`,
    index === undefined || index === 0 ? '' : `item ${index}`,
    way === undefined ? '' : `way ${way}`,
    iteration === undefined ? '' : `round ${iteration}`,
    failure === undefined ? '' : failure.code,
  ].filter((count) => count !== '');
  return [type, name, counts.length === 0 ? '' : `(${counts.join(', ')})`].filter((part) => part !== '').join(' ');
}

/** What a definition would do, such as `start analyse`. */
export function wouldText({ type, data }: HistoryEvent): string {
  const { step, branch, way, loop, iteration, status, failure, retryAt } = data as Told;
  switch (type) {
    case 'StepStarted':
      return `start ${step}`;
    case 'ExecutionsStarted':
      return `begin more of ${step}`;
    case 'StepCompleted':
      return `complete ${step}`;
    case 'StepOutcomeReceived':
      return 'take in the outcome';
    case 'StepFailed':
      return `fail ${step} with ${failure?.code}${retryAt === undefined ? '' : ' and try it again'}`;
    case 'BranchTaken':
      return way === undefined ? `take no way of ${branch}` : `take the way ${way} of ${branch}`;
    case 'LoopIterated':
      return `go round ${loop} (${iteration})`;
    case 'LoopLeft':
      return `leave ${loop}`;
    case 'TimerSet':
      return `set a timer for ${step}`;
    case 'CompensationStarted':
      return 'go back';
    case 'StepCompensationStarted':
      return `undo ${step}`;
    case 'SagaStuck':
      return `be stuck at ${step}`;
    case 'SagaEnded':
      return `end ${status}`;
    default:
      return `record ${eventText({ type, data })}`;
  }
}
