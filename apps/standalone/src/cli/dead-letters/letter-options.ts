import { DeadLetters, type DeadLetter, type DeadLetterFilter } from '@edda/messaging';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { timeOption, withTable, type LogValues } from '../events/log-options.js';

/** Which dead letters: understood by the commands that take many. */
export const LETTER_FILTER_OPTIONS = {
  subscription: { type: 'string' },
  type: { type: 'string' },
  code: { type: 'string' },
  tenant: { type: 'string' },
  key: { type: 'string' },
  correlation: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
} as const;

export type LetterFilterValues = { readonly [Option in keyof typeof LETTER_FILTER_OPTIONS]?: string | undefined };

/** The dead letters of one service. */
export interface ServiceLetters {
  readonly service: string;
  readonly letters: DeadLetters;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Opens the dead letters that the options name, and closes them when the work is done. */
export async function withLetters<T>(
  values: LogValues,
  deps: CommandDeps,
  work: (services: readonly ServiceLetters[]) => Promise<T>,
): Promise<T> {
  return withTable('dead_letters', values, deps, (logs) =>
    work(logs.map(({ service, store }) => ({ service, letters: new DeadLetters(store.unitOfWork) }))),
  );
}

/** Whoever has a dead letter, and the letter. @throws CommandError when nobody has */
export async function find(
  services: readonly ServiceLetters[],
  id: string,
): Promise<ServiceLetters & { letter: DeadLetter }> {
  for (const each of services) {
    const letter = await each.letters.get(id);
    if (letter) return { ...each, letter };
  }
  throw CommandError.badInput(`There is no dead letter "${id}".`);
}

/** @throws CommandError when one cannot be the id of a dead letter */
export function checkedIds(ids: readonly string[]): string[] {
  const wrong = ids.find((id) => !ID.test(id));
  if (wrong !== undefined) throw CommandError.badInput(`"${wrong}" is no id of a dead letter: list shows them.`);
  return ids.map((id) => id.toLowerCase());
}

/** @throws CommandError when a time cannot be read */
export function letterFilterOf(values: LetterFilterValues): DeadLetterFilter {
  const { subscription, type, code, tenant, key, correlation, since, until } = values;
  return {
    ...(subscription !== undefined && { subscription }),
    ...(type !== undefined && { type }),
    ...(code !== undefined && { code }),
    ...(tenant !== undefined && { tenantId: tenant }),
    ...(key !== undefined && { key }),
    ...(correlation !== undefined && { correlationId: correlation }),
    ...(since !== undefined && { since: timeOption('since', since) }),
    ...(until !== undefined && { until: timeOption('until', until) }),
  };
}

/** Who stands in the history of what is changed. */
export function operator({ env }: Pick<CommandDeps, 'env'>): string | null {
  return env['USER'] ?? env['USERNAME'] ?? null;
}
