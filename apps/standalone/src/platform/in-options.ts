import { StartupError } from '@edda/service';

/** Why the door could not be opened, with the options of the command line in place of the variables of a service. */
export function inOptions(error: unknown): unknown {
  if (!(error instanceof StartupError)) return error;
  const message = error.message.replace(/\bset (PORT|HOST) to\b/, (_match, name: string) => {
    return `give --${name.toLowerCase()} (or ${name})`;
  });
  return message === error.message ? error : new StartupError(message, { cause: error });
}
