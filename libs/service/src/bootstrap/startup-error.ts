/** A service cannot start for a reason that a sentence explains to whoever started it. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}

/** A start was called off while it waited for something. */
export class StartInterrupted extends Error {
  override readonly name = 'StartInterrupted';

  constructor() {
    super('The start was called off while it waited.');
  }
}
