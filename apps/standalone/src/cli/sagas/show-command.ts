import type { RecordedMessage } from '@edda/event-store';
import { renderTimeline, timelineOf } from '@edda/sagas';
import { asItStands, readSagaEvents, readSagaProgress, type SagaProgress } from '@edda/service';
import { integerOption } from '../arguments/integer-option.js';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { shortened } from '../terminal/printable.js';
import { CommandOutput } from '../terminal/command-output.js';
import { SERVICE_OPTIONS } from '../events/log-options.js';
import { findSaga, oneId, withSagas } from './saga-options.js';
import { SAGAS_USAGE } from './sagas-usage.js';

/** Executions whose progress is shown. */
const MOST_PROGRESS = 10;
const PROGRESS_WIDTH = 100;
const OPTIONS = { ...SERVICE_OPTIONS, at: { type: 'string' }, state: { type: 'boolean' } } as const;

/** `sagas show ID`: how it stands, and what has happened. */
export async function showCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, OPTIONS, SAGAS_USAGE.show);
  const id = oneId(positionals, SAGAS_USAGE.show);
  const at = values.at === undefined ? undefined : integerOption('at', values.at, 1, Number.MAX_SAFE_INTEGER);
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  return withSagas(values, deps, async (services) => {
    const { service, store, saga } = await findSaga(services, id);
    const events: RecordedMessage[] = [];
    const range = { signal: deps.signal, ...(at !== undefined && { to: at }) };
    for await (const event of readSagaEvents(store, saga, range)) events.push(event);
    if (at !== undefined && events.length < at) {
      throw CommandError.badInput(`The history of saga ${id} has ${events.length} events; --at asks for ${at}.`);
    }
    // The first events follow shortly after an instance was started.
    const read = at === undefined ? asItStands(timelineOf(events), saga.failure) : timelineOf(events);
    const timeline = { ...read, ...(events.length === 0 && { saga: saga.saga, version: saga.version }) };
    const { entries, ...standing } = timeline;
    const progress = at === undefined ? await readSagaProgress(store, saga, timeline) : [];
    output.result({ service, ...saga, ...standing, progress, timeline: entries, events: events.map(captured) });
    if (output.isJson) return ExitCode.ok;
    const then = at === undefined ? new Date() : (timeline.updatedAt ?? new Date());
    const facts: [string, string][] = [
      ...progress.slice(0, MOST_PROGRESS).map((each): [string, string] => ['progress', progressText(each)]),
      ['id', saga.id],
      ['service', service],
      ['tenant', saga.tenantId],
      ['correlation', saga.correlationId],
    ];
    for (const line of renderTimeline(timeline, then, facts)) output.say(line);
    if (values.state) {
      output.say('');
      for (const line of JSON.stringify(timeline.state, null, 2).split('\n')) output.say(`  ${line}`);
    }
    return ExitCode.ok;
  });
}

function progressText({ index, value }: SagaProgress): string {
  return `${index > 0 ? `number ${index + 1}: ` : ''}${shortened(JSON.stringify(value), PROGRESS_WIDTH)}`;
}

/** An event as it is replayed against another definition. */
function captured({ version, type, schemaVersion, recordedAt, data }: RecordedMessage): object {
  return { version, type, schemaVersion, recordedAt, data };
}
