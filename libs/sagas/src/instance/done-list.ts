/** An execution that has done something, or may have, and has to be undone when the saga goes back. */
export interface DoneExecution {
  readonly step: string;
  readonly round: number;
  readonly index: number;
  /** What it came to; missing where that is not known. */
  readonly result?: unknown;
}

/**
 * What is to be undone, the last first: the first `count` of the items. States that follow from one another share the
 * array: to copy it with each step would make long loops slow.
 */
export interface DoneList {
  readonly items: readonly DoneExecution[];
  readonly count: number;
}

export const NOTHING_DONE: DoneList = { items: [], count: 0 };

export function withDone({ items, count }: DoneList, ...more: readonly DoneExecution[]): DoneList {
  if (more.length === 0) return { items, count };
  // Items behind `count` are those of another future of the same state: they stay as they are.
  const own = count > 0 && items.length === count ? (items as DoneExecution[]) : items.slice(0, count);
  for (const one of more) own.push(one);
  return { items: own, count: own.length };
}

export function withoutLast({ items, count }: DoneList): DoneList {
  return { items, count: Math.max(0, count - 1) };
}

export function lastDone({ items, count }: DoneList): DoneExecution | null {
  return items[count - 1] ?? null;
}
