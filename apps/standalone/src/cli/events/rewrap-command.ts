import { dataDirectory } from '../arguments/data-directory.js';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { EVENTS_USAGE } from './events-usage.js';

const OPTIONS = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `events rewrap`: stores the keys of personal data with the new secret, while they are in use. */
export async function rewrapCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values } = parseArguments(args, OPTIONS, EVENTS_USAGE.rewrap);
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  const keys = await deps.openKeys({ dataDirectory: dataDirectory(deps, values.data) });
  try {
    const rewrapped = await keys.rewrap();
    output.result({ rewrapped });
    if (!output.isJson) {
      output.say(`${rewrapped} keys were stored with a former secret and are stored with KEYS_SECRET now.`);
    }
    return ExitCode.ok;
  } finally {
    await keys.close();
  }
}
