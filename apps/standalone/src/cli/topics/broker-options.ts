import { dataDirectory } from '../arguments/data-directory.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import type { MessagingTools } from './messaging-tools.js';

/** Which broker: understood by every `topics` command. */
export const BROKER_OPTIONS = {
  data: { type: 'string' },
  broker: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface BrokerValues {
  data?: string | undefined;
  broker?: string | undefined;
}

/** Opens the broker that the options name, and closes it when the work is done. */
export async function withMessaging<T>(
  { data, broker }: BrokerValues,
  deps: CommandDeps,
  work: (tools: MessagingTools) => Promise<T>,
): Promise<T> {
  const tools = await deps.openMessaging({ dataDirectory: dataDirectory(deps, data), brokerUrl: broker });
  try {
    return await work(tools);
  } finally {
    await tools.close();
  }
}

/** @throws CommandError for words that a command takes none of */
export function refuseWords(command: string, words: readonly string[], usage: string): void {
  if (words.length > 0) throw CommandError.badInput(`${command} takes options only; got "${words[0]}".`, [usage]);
}

/** @throws CommandError without a group */
export function requiredGroup(group: string | undefined, usage: string): string {
  if (group?.trim()) return group.trim();
  throw CommandError.badInput('Name the group with --group, such as learning.run-completed.', [usage]);
}
