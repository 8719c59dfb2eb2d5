import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { reasonOf } from '../terminal/reason-of.js';
import { DEAD_LETTERS_USAGE } from './dead-letters-usage.js';
import { SERVICE_OPTIONS } from '../events/log-options.js';
import { find, operator, withLetters } from './letter-options.js';
import { oneId } from './one-id.js';

const MAX_FILE_BYTES = 1024 * 1024;
const OPTIONS = { ...SERVICE_OPTIONS, payload: { type: 'string' }, file: { type: 'string' } } as const;

/** `dead-letters edit ID`: gives the message other data. */
export async function editCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, OPTIONS, DEAD_LETTERS_USAGE.edit);
  const id = oneId(positionals, DEAD_LETTERS_USAGE.edit);
  if ((values.payload === undefined) === (values.file === undefined)) {
    throw CommandError.badInput('Give the new data as --payload JSON or in a --file.', [DEAD_LETTERS_USAGE.edit]);
  }
  const data = objectOf(values.payload ?? (await textOf(resolve(deps.cwd, values.file ?? ''))));
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  return withLetters(values, deps, async (services) => {
    const { service, letters } = await find(services, id);
    const letter = await letters.editPayload(id, data, operator(deps));
    output.result({ service, ...letter });
    output.say(`${id} has other data now; redrive hands it to ${letter.subscription}.`);
    return ExitCode.ok;
  });
}

async function textOf(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size <= MAX_FILE_BYTES) return await readFile(path, 'utf8');
  } catch (error) {
    throw CommandError.badInput(`The file ${path} cannot be read: ${reasonOf(error)}.`);
  }
  throw CommandError.badInput(`The file ${path} is larger than a message may be (${MAX_FILE_BYTES} bytes).`);
}

function objectOf(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw CommandError.badInput(`The new data is not JSON: ${reasonOf(error)}.`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw CommandError.badInput('The new data must be a JSON object, as the data of every message is.');
}
