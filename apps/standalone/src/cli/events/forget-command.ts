import { dataDirectory } from '../arguments/data-directory.js';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { EVENTS_USAGE } from './events-usage.js';

const DEFAULT_TENANT = 'default';
const OPTIONS = {
  data: { type: 'string' },
  tenant: { type: 'string', default: DEFAULT_TENANT },
  service: { type: 'string' },
  reason: { type: 'string' },
  yes: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `events forget SUBJECT`: deletes the key of a subject; a service then tells the others. */
export async function forgetCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, OPTIONS, EVENTS_USAGE.forget);
  const [subjectId, ...more] = positionals;
  if (!subjectId || subjectId.length > 200 || more.length > 0) {
    throw CommandError.badInput('Name the one subject to forget, by its id of 200 characters at most.', [
      EVENTS_USAGE.forget,
    ]);
  }
  if (!values.yes) {
    throw CommandError.badInput(
      `This deletes the key of "${subjectId}" for good: nothing personal of it can be read again. Add --yes to do it.`,
    );
  }
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  const keys = await deps.openKeys({ dataDirectory: dataDirectory(deps, values.data), service: values.service });
  try {
    const forgotten = await keys.store.forget(values.tenant, subjectId, keys.service, values.reason ?? null);
    output.result({ ...forgotten, announcedBy: keys.service });
    if (output.isJson) return ExitCode.ok;
    output.say(
      `The key of ${subjectId} (tenant ${values.tenant}) is deleted, since ${forgotten.forgottenAt.toISOString()}. ` +
        `The service ${keys.service} tells the others: within seconds while it runs, else when it starts.`,
    );
    return ExitCode.ok;
  } finally {
    await keys.close();
  }
}
