import type { CommandBus, ICommand } from '@nestjs/cqrs';
import { streamConflict } from '../aggregate/stream-conflict.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { attemptsOf } from './retry-on-conflict.js';

/** Makes a command bus try commands again that are declared with `@RetryOnConflict`. */
export function retryConflicts(bus: CommandBus, unitOfWork: UnitOfWork): void {
  const execute: CommandBus['execute'] = bus.execute.bind(bus);
  bus.execute = <T extends ICommand, R>(command: T, ...context: []): Promise<R> => {
    const attempts = attemptsOf(command);
    if (attempts === 1 || unitOfWork.isActive) return execute<T, R>(command, ...context);
    return inUnitOfWork(unitOfWork, attempts, () => execute<T, R>(command, ...context));
  };
}

async function inUnitOfWork<R>(unitOfWork: UnitOfWork, attempts: number, work: () => Promise<R>): Promise<R> {
  const outcome = await unitOfWork.runOrJoin(work, attempts);
  if (outcome.committed) return outcome.value;
  throw streamConflict(outcome.conflict);
}
