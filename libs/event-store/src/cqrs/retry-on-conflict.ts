import 'reflect-metadata';

const RETRY = Symbol('retry-on-conflict');

export interface RetryOnConflictOptions {
  /** How often the handler runs at most, the first time included; 5 unless given. */
  attempts?: number;
}

/**
 * Declares a command that is tried again when another writer was faster.
 *
 * `commandBus.execute` then runs its handler in one unit of work: all of it commits together, and at a conflict all of it
 * is undone and runs again. So the handler must not do what a rollback cannot undo (send a mail, call a service). Inside a
 * unit of work, such as that of a delivered message, the handler joins it and its owner tries again.
 *
 * Any other command runs as it is: each `repository.change` of its handler is a unit of work of its own, and a conflict
 * is thrown at once.
 */
export function RetryOnConflict({ attempts = 5 }: RetryOnConflictOptions = {}): ClassDecorator {
  if (!Number.isInteger(attempts) || attempts < 2) {
    throw new Error(`@RetryOnConflict was given ${attempts} attempts: give 2 or more, or leave the decorator out.`);
  }
  return (command) => Reflect.defineMetadata(RETRY, attempts, command);
}

/** How often a command may be tried; 1 unless its class says otherwise. */
export function attemptsOf(command: object): number {
  return (Reflect.getMetadata(RETRY, command.constructor) as number | undefined) ?? 1;
}
