import { poolClient } from '@edda/event-store';
import { listSagas, type SagaOverview } from '@edda/sagas';
import { integerOption } from '../arguments/integer-option.js';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { SERVICE_OPTIONS } from '../events/log-options.js';
import { checkedIds, findSaga, SAGA_FILTER_OPTIONS, sagaFilterOf, withSagas } from './saga-options.js';
import { sagaTable } from './saga-table.js';
import { SAGAS_USAGE } from './sagas-usage.js';

const DEFAULT_LIMIT = 50;
const MOST = 10_000;
const OPTIONS = {
  ...SERVICE_OPTIONS,
  ...SAGA_FILTER_OPTIONS,
  before: { type: 'string' },
  limit: { type: 'string', short: 'n' },
} as const;

/** `sagas list`: instances, newest first. */
export async function listCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, OPTIONS, SAGAS_USAGE.list);
  if (positionals.length > 0) {
    throw CommandError.badInput(`list takes options only; got "${positionals[0]}".`, [SAGAS_USAGE.list]);
  }
  const limit = values.limit === undefined ? DEFAULT_LIMIT : integerOption('limit', values.limit, 1, MOST);
  const filter = sagaFilterOf(values);
  const [last] = values.before === undefined ? [] : checkedIds([values.before]);
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  return withSagas(values, deps, async (services) => {
    const before = last === undefined ? undefined : (await findSaga(services, last)).saga;
    const page = { limit: limit + 1, ...(before && { before: { startedAt: before.startedAt, id: before.id } }) };
    const found: { service: string; saga: SagaOverview }[] = [];
    for (const { service, store } of services) {
      const newest = await listSagas(poolClient(store.dataSource), filter, page);
      found.push(...newest.map((saga) => ({ service, saga })));
    }
    found.sort((left, right) => newestFirst(left.saga, right.saga));
    const shown = found.slice(0, limit);
    output.result(shown.map(({ service, saga }) => ({ service, ...saga })));
    if (output.isJson) return ExitCode.ok;
    const columns = deps.isTTY ? (deps.stdout.columns ?? 80) : Number.POSITIVE_INFINITY;
    if (shown.length > 0) sagaTable(shown, new Date(), columns).forEach((line) => output.say(line));
    else output.say(Object.keys(filter).length > 0 ? 'Nothing fits.' : 'There are no sagas.');
    if (found.length > limit) output.say(`There are more: go on with --before ${shown.at(-1)?.saga.id}.`);
    return ExitCode.ok;
  });
}

function newestFirst(left: SagaOverview, right: SagaOverview): number {
  return right.startedAt.getTime() - left.startedAt.getTime() || (left.id < right.id ? 1 : -1);
}
