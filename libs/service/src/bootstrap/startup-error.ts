/** A service cannot start for a reason that a sentence explains to whoever started it. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
