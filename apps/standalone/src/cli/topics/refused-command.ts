import { poolClient } from '@edda/event-store';
import { RefusedRecords, type RefusedRecord } from '@edda/messaging';
import { integerOption } from '../arguments/integer-option.js';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { LOG_OPTIONS, withLogs } from '../events/log-options.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { plural } from '../terminal/plural.js';
import { TOPICS_USAGE } from './topics-usage.js';

const OPTIONS = { ...LOG_OPTIONS, all: { type: 'boolean' }, note: { type: 'string' } } as const;
const LISTED = 1000;
const MAX_NOTE = 1000;

/** What the relay of a service has put aside. */
interface ServiceRefused {
  readonly service: string;
  readonly refused: RefusedRecords;
}

interface Found extends ServiceRefused {
  readonly record: RefusedRecord;
}

/** `topics refused`: messages that the broker does not take. */
export async function refusedCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, OPTIONS, TOPICS_USAGE.refused);
  const [what = 'list', ...given] = positionals;
  const ids = given.map((id) => integerOption('id', id, 1, Number.MAX_SAFE_INTEGER));
  const note = values.note?.trim() ?? '';
  const isAll = values.all === true;
  if (!isSensible(what, ids, isAll, note))
    throw CommandError.badInput('This takes other words.', [TOPICS_USAGE.refused]);
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  return withLogs(values, deps, async (logs) => {
    const services: ServiceRefused[] = [];
    for (const { service, store } of logs) {
      const client = poolClient(store.dataSource);
      const [table] = await client.query<{ name: string | null }>(
        `select to_regclass('refused_records')::text as name`,
      );
      if (table?.name) services.push({ service, refused: new RefusedRecords(client) });
    }
    if (what === 'list') return list(services, output);
    if (isAll) {
      let count = 0;
      for (const { refused } of services) count += (await refused.requestResend(null)).length;
      output.result({ resend: count });
      output.say(`${plural(count, 'message')} will be sent again by their services.`);
      return ExitCode.ok;
    }
    const found = await Promise.all(ids.map((id) => find(services, id)));
    if (what === 'show') return show(found, output);
    return request(found, what, note, output);
  });
}

function isSensible(what: string, ids: readonly number[], isAll: boolean, note: string): boolean {
  if (note.length > MAX_NOTE) return false;
  if (what === 'list') return ids.length === 0 && !isAll;
  if (what === 'show') return ids.length === 1 && !isAll;
  if (what === 'resend') return ids.length > 0 !== isAll;
  return what === 'discard' && ids.length === 1 && !isAll && note !== '';
}

async function list(services: readonly ServiceRefused[], output: CommandOutput): Promise<ExitCode> {
  const found: object[] = [];
  for (const { service, refused } of services) {
    for (const record of await refused.list({ limit: LISTED })) {
      const behind = await refused.behind(record.key);
      found.push({ service, ...record, behind });
      output.say(line(service, record, behind));
    }
  }
  output.result(found);
  if (found.length === 0) output.say('The broker has taken everything.');
  return ExitCode.ok;
}

function line(service: string, record: RefusedRecord, behind: number): string {
  const { id, status, message, key, code, attempts, request } = record;
  const asked = request ? `; to be ${request === 'resend' ? 'sent again' : 'discarded'}` : '';
  const tried = plural(attempts, 'attempt');
  return `${service}  ${id}  ${status}  ${message.type} of ${key}  ${code}, ${tried}, ${behind} behind it${asked}`;
}

async function show(found: readonly Found[], output: CommandOutput): Promise<ExitCode> {
  for (const { service, record, refused } of found) {
    const behind = await refused.behind(record.key);
    output.result({ service, ...record, behind });
    if (output.isJson) continue;
    output.say(line(service, record, behind));
    output.say(record.reason ?? '');
    output.say(JSON.stringify(record.message));
  }
  return ExitCode.ok;
}

async function request(found: readonly Found[], what: string, note: string, output: CommandOutput): Promise<ExitCode> {
  for (const { service, record, refused } of found) {
    const asked =
      what === 'resend' ? await refused.requestResend(record.id) : await refused.requestDiscard(record.id, note);
    if (asked.length === 0) {
      throw new CommandError(
        `Message ${record.id} of ${service} waits behind another one of its stream: name that one.`,
      );
    }
    const done = what === 'resend' ? 'sent again' : 'discarded';
    output.say(`${record.id} will be ${done} by ${service}, and then what waits behind it is sent.`);
  }
  output.result(found.map(({ service, record }) => ({ service, id: record.id, request: what })));
  return ExitCode.ok;
}

/** @throws CommandError when no service has it, or several have */
async function find(services: readonly ServiceRefused[], id: number): Promise<Found> {
  const found: Found[] = [];
  for (const { service, refused } of services) {
    const record = await refused.get(id);
    if (record) found.push({ service, refused, record });
  }
  const [first, ...more] = found;
  if (first && more.length === 0) return first;
  if (!first) throw CommandError.badInput(`No service has put a message ${id} aside; "refused list" shows them.`);
  const names = found.map(({ service }) => service).join(', ');
  throw CommandError.badInput(`Several services have a message ${id}: ${names}. Name one with --service.`);
}
