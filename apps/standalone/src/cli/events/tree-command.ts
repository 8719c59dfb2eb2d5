import {
  causationTree,
  renderTree,
  type CausationTree,
  type EventStore,
  type RecordedMessage,
} from '@edda/event-store';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { CommandOutput } from '../terminal/command-output.js';
import { EVENTS_USAGE } from './events-usage.js';
import { LOG_OPTIONS, withLogs } from './log-options.js';
import type { ServiceLog } from './service-log.js';

const DEFAULT_TENANT = 'default';

/** `events tree CORRELATION`: what followed from what, over the logs of all services. */
export async function treeCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, LOG_OPTIONS, EVENTS_USAGE.tree);
  const [correlationId, ...more] = positionals;
  if (!correlationId || more.length > 0) {
    throw CommandError.badInput('Name the one correlation id to follow.', [EVENTS_USAGE.tree]);
  }
  const output = new CommandOutput(deps.stdout, deps.stderr, values.json === true);
  return withLogs(values, deps, async (logs) => {
    const tree = await causationTree(together(logs), correlationId, {
      tenantId: values.tenant ?? DEFAULT_TENANT,
      signal: deps.signal,
    });
    if (tree.size === 0)
      throw CommandError.badInput(`No log has a message with the correlation id "${correlationId}".`);
    output.result(asJson(tree));
    if (!output.isJson) renderTree(tree).forEach((line) => output.say(line));
    return ExitCode.ok;
  });
}

/** Several logs read as one, in the order of time: a cause was recorded before its effect. */
function together(logs: readonly ServiceLog[]): Pick<EventStore, 'readAll'> {
  return {
    async *readAll(options) {
      const messages: RecordedMessage[] = [];
      for (const { store } of logs) for await (const message of store.readAll(options)) messages.push(message);
      yield* messages.sort((left, right) => +left.recordedAt - +right.recordedAt);
    },
  };
}

function asJson({ correlationId, size, roots }: CausationTree): unknown {
  const node = (root: CausationTree['roots'][number]): unknown =>
    root.kind === 'external'
      ? { external: root.id, children: root.children.map(node) }
      : { ...root.message, children: root.children.map(node) };
  return { correlationId, size, roots: roots.map(node) };
}
