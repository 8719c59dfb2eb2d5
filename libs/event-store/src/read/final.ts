import { finalPosition } from './fence.js';
import type { LogConnections, LogSession } from './log-connections.js';

/** Up to where the log is final, and since when. */
export interface Final {
  position: number;
  /** On the count of {@link LogConnections.mark}: before the fence was asked. */
  stamp: number;
}

/** What is final now; asked on any connection. */
export async function finalNow(log: LogConnections, signal?: AbortSignal): Promise<Final> {
  return log.use((session) => finalIn(log, session, signal));
}

/** What is final now; asked on this connection. */
export async function finalIn(log: LogConnections, { connection }: LogSession, signal?: AbortSignal): Promise<Final> {
  const stamp = log.mark();
  const client = {
    query: async <Row>(text: string, values: unknown[] = [], name?: string) =>
      (await connection.query({ text, values, ...(name !== undefined && { name }) })).rows as Row[],
  };
  return { position: await finalPosition(client, 0, signal), stamp };
}
