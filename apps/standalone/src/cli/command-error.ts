import { ExitCode } from './exit-code.js';

/** A sentence for the person at the terminal, and the exit code that goes with it. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';

  constructor(
    message: string,
    readonly exitCode: ExitCode = ExitCode.failed,
    /** Further lines printed below the message, such as the usage line or a list of failures. */
    readonly details: readonly string[] = [],
  ) {
    super(message);
  }

  static badInput(message: string, details: readonly string[] = []): CommandError {
    return new CommandError(message, ExitCode.badInput, details);
  }
}
