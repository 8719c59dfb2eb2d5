import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { signalSaga } from '@edda/sagas';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { reasonOf } from '../terminal/reason-of.js';
import { handIn } from './hand-in.js';
import { SERVICE_OPTIONS } from '../events/log-options.js';
import { checkedIds, findSaga, operatorName, withSagas } from './saga-options.js';
import { SAGAS_USAGE } from './sagas-usage.js';

const MAX_PAYLOAD_BYTES = 256 * 1024;
const MAX_NAME = 200;
const OPTIONS = { ...SERVICE_OPTIONS, payload: { type: 'string' }, file: { type: 'string' } } as const;

/** `sagas signal ID NAME`: tells a saga what it waits for. */
export async function signalCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, OPTIONS, SAGAS_USAGE.signal);
  const [given = '', name = '', ...more] = positionals;
  if (name === '' || name.length > MAX_NAME || more.length > 0) {
    throw CommandError.badInput('Name the saga by its id, and the signal.', [SAGAS_USAGE.signal]);
  }
  if (values.payload !== undefined && values.file !== undefined) {
    throw CommandError.badInput('Give what goes with the signal as --payload or in a --file, not both.', [
      SAGAS_USAGE.signal,
    ]);
  }
  const [id] = checkedIds([given]);
  const text = values.file === undefined ? values.payload : await textOf(resolve(deps.cwd, values.file));
  const payload = text === undefined ? undefined : jsonOf(text);
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  return withSagas(values, deps, async (services) => {
    const { service, store, saga } = await findSaga(services, id!);
    const hand = () => signalSaga(store.unitOfWork, saga, name, payload, operatorName(deps));
    const handed = await handIn({ service, store, saga }, { action: 'signal' }, hand, deps);
    output.result(handed);
    output.say(handed.sentence);
    return ExitCode.ok;
  });
}

async function textOf(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size <= MAX_PAYLOAD_BYTES) return await readFile(path, 'utf8');
  } catch (error) {
    throw CommandError.badInput(`The file ${path} cannot be read: ${reasonOf(error)}.`);
  }
  throw CommandError.badInput(
    `The file ${path} is larger than what may go with a signal (${MAX_PAYLOAD_BYTES} bytes).`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw CommandError.badInput(`What goes with the signal is not JSON: ${reasonOf(error)}.`);
  }
}
