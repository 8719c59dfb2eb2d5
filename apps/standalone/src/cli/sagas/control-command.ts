import { EddaError } from '@edda/kernel';
import { controlSaga, type SagaControl } from '@edda/sagas';
import { MAX_REASON } from '@edda/service';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { handIn, type Handed } from './hand-in.js';
import { SERVICE_OPTIONS } from '../events/log-options.js';
import { checkedIds, findSaga, operatorName, withSagas } from './saga-options.js';
import { SAGAS_USAGE } from './sagas-usage.js';

type Action = SagaControl['action'];

const OPTIONS = {
  ...SERVICE_OPTIONS,
  reason: { type: 'string' },
  to: { type: 'string' },
  'no-compensate': { type: 'boolean' },
} as const;

interface Values {
  reason?: string | undefined;
  to?: string | undefined;
  'no-compensate'?: boolean | undefined;
}

/** `sagas pause ID...` and its like: steps in at some. */
export function controlCommand(action: Action): (args: readonly string[], deps: CommandDeps) => Promise<ExitCode> {
  return async (args, deps) => {
    const usage = SAGAS_USAGE[action];
    const { values, positionals } = parseArguments(args, OPTIONS, usage);
    const ids = checkedIds(positionals);
    if (ids.length === 0) throw CommandError.badInput('Name the sagas, by their ids.', [usage]);
    const control = controlOf(action, values, operatorName(deps));
    const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
    return withSagas(values, deps, async (services) => {
      const found = [];
      for (const id of ids) found.push(await findSaga(services, id));
      const handed: (Handed | { service: string; id: string; code: string; detail: string })[] = [];
      for (const { service, store, saga } of found) {
        try {
          const hand = () => controlSaga(store.unitOfWork, saga, control);
          const result = await handIn({ service, store, saga }, control, hand, deps);
          handed.push(result);
          output.say(result.sentence);
        } catch (error) {
          if (!(error instanceof EddaError) || error.kind !== 'conflict') throw error;
          handed.push({ service, id: saga.id, code: error.code, detail: error.message });
          output.warn(`${service} ${saga.id} refused: ${error.message} (${error.code})`);
        }
      }
      output.result(handed);
      return handed.some((each) => 'code' in each) ? ExitCode.failed : ExitCode.ok;
    });
  };
}

/** @throws CommandError without a reason, or a version to migrate to; and for an option of another command */
function controlOf(action: Action, values: Values, by: string): SagaControl {
  const usage = SAGAS_USAGE[action];
  const reason = values.reason?.trim() ?? '';
  if (reason === '' || reason.length > MAX_REASON) {
    throw CommandError.badInput(`Say why with --reason, in up to ${MAX_REASON} characters.`, [usage]);
  }
  if (values.to !== undefined && action !== 'migrate') throw CommandError.badInput('--to is for migrate.', [usage]);
  if (values['no-compensate'] && action !== 'cancel') {
    throw CommandError.badInput('--no-compensate is for cancel.', [usage]);
  }
  if (action === 'cancel') return { action, by, reason, compensate: values['no-compensate'] !== true };
  if (action !== 'migrate') return { action, by, reason };
  if (values.to !== undefined && /^\d+\.\d+\.\d+$/.test(values.to)) return { action, by, reason, toVersion: values.to };
  throw CommandError.badInput(`--to takes the version that takes it over, such as 1.1.0; got "${values.to ?? ''}".`, [
    usage,
  ]);
}
