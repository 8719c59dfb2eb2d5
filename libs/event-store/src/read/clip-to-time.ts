import type { LogFilter } from './log-filter.js';
import type { LogReader } from './log-reader.js';

/**
 * Leaves out the positions before the first and behind the last message of the filter's time. Its cost is that of the
 * blocks with such messages, by the BRIN index: a small part of what reading them costs. Exact also where times do not
 * follow the order of the positions, as those of an import do.
 */
export async function clipToTime(reader: LogReader, { recordedFrom, recordedTo }: LogFilter): Promise<void> {
  const times = [
    ...(recordedFrom ? [`recorded_at >= '${recordedFrom.toISOString()}'`] : []),
    ...(recordedTo ? [`recorded_at < '${recordedTo.toISOString()}'`] : []),
  ];
  const bounds = await reader.ask(async (connection, low, high) => {
    // `+ 0`: otherwise the planner walks through the primary key until it meets the first one.
    const found = `select min(position + 0), max(position + 0) from events
      where ${times.join(' and ')} and position + 0 between ${low} and ${high}`;
    const text = `begin read only; set local enable_seqscan = off; ${found}; commit`;
    const results = (await connection.query({ text, rowMode: 'array' })) as unknown as { rows: unknown[][] }[];
    const [first, last] = (results[2]?.rows[0] ?? []) as (string | null)[];
    return { first: Number(first ?? Infinity), last: Number(last ?? -Infinity) };
  });
  if (bounds) reader.clip(bounds.first, bounds.last);
}
