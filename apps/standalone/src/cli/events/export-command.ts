import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ReplayController, type ReplayFilter } from '@edda/event-store';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { plural } from '../terminal/plural.js';
import { printable } from '../terminal/printable.js';
import { eventJson } from './event-line.js';
import { EVENTS_USAGE } from './events-usage.js';
import { FILTER_OPTIONS, filterOf, LOG_OPTIONS, withLogs } from './log-options.js';
import type { ServiceLog } from './service-log.js';

const DEFAULT_TENANT = 'default';
const FORMATS = ['ndjson', 'fixture'];
const OPTIONS = {
  ...LOG_OPTIONS,
  ...FILTER_OPTIONS,
  out: { type: 'string' },
  format: { type: 'string', default: 'ndjson' },
  stream: { type: 'string' },
} as const;

/** `events export`: events as JSON, as they are stored, to a file or to stdout. */
export async function exportCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, OPTIONS, EVENTS_USAGE.export);
  if (positionals.length > 0) {
    throw CommandError.badInput(`export takes options only; got "${positionals[0]}".`, [EVENTS_USAGE.export]);
  }
  if (!FORMATS.includes(values.format)) {
    throw CommandError.badInput(`--format takes ${FORMATS.join(' or ')}; got "${values.format}".`);
  }
  const stream = values.stream;
  const tenantId = values.tenant ?? DEFAULT_TENANT;
  const filter: ReplayFilter = {
    ...filterOf(values),
    ...(stream !== undefined && { stream: { tenantId, streamId: stream } }),
  };
  return withLogs(values, deps, async (logs) => {
    const count = { events: 0 };
    const lines = values.format === 'fixture' ? fixture(logs, filter, count) : ndjson(logs, filter, count, deps.signal);
    if (values.out === undefined) {
      for await (const line of lines) deps.stdout.write(line);
      return ExitCode.ok;
    }
    const path = resolve(deps.cwd, values.out);
    await writeStreamed(path, lines, deps.signal);
    deps.stderr.write(`${printable(`${plural(count.events, 'event')} written to ${path}.`)}\n`);
    return ExitCode.ok;
  });
}

interface Count {
  events: number;
}

async function* ndjson(
  logs: readonly ServiceLog[],
  { stream, ...filter }: ReplayFilter,
  count: Count,
  signal: AbortSignal,
): AsyncIterableIterator<string> {
  for (const { service, store } of logs) {
    const options = { raw: true, signal };
    const events = stream
      ? store.readStream(stream, { ...options, archived: true })
      : store.readAll({ ...filter, ...options });
    for await (const event of events) {
      count.events++;
      yield `${eventJson(service, event)}\n`;
    }
  }
}

async function* fixture(
  logs: readonly ServiceLog[],
  filter: ReplayFilter,
  count: Count,
): AsyncIterableIterator<string> {
  const events = [];
  for (const { store } of logs) events.push(...(await new ReplayController(store).toFixture(filter)));
  count.events = events.length;
  yield `${JSON.stringify(events, null, 2)}\n`;
}

/** Beside the file first, so that a cut-off export leaves what was there. */
async function writeStreamed(path: string, lines: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await pipeline(Readable.from(lines), createWriteStream(temporary, { mode: 0o600 }), { signal });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
