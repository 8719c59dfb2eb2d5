import { Query, type Connection, type PoolClient, type QueryResult } from 'pg';

/** A statement, and the name under which it is parsed and planned once on each connection. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string | undefined;
}

/** One that has a name. */
export interface NamedStatement extends Statement {
  readonly name: string;
}

/** What the driver's connection takes, which its types ask more for than it needs. */
interface Wire {
  readonly parsedStatements: Readonly<Record<string, string>>;
  readonly stream: { cork(): void; uncork(): void };
  parse(statement: { text: string }): void;
  bind(statement: { statement?: string; values?: unknown[] }): void;
  describe(portal: { type: 'P' }): void;
  execute(portal: object): void;
  sync(): void;
}

const BEGIN = { name: 'edda-begin', text: 'begin', values: [] } satisfies NamedStatement;

/** Begins a transaction and runs its first statement. When the statement fails the transaction has begun nonetheless. */
export async function runBehindBegin(client: PoolClient, statement: Statement): Promise<QueryResult> {
  if (areParsed(client, [BEGIN])) return send(client, statement, [BEGIN], false);
  await plain(client, BEGIN);
  return plain(client, statement);
}

/**
 * Runs the last statements of a transaction and commits. When one fails nothing is committed, and a rollback must follow.
 *
 * @param begin whether the transaction is still to begin
 */
export async function runAndCommit(
  client: PoolClient,
  statements: readonly NamedStatement[],
  { begin }: { begin: boolean },
): Promise<void> {
  const before = [...(begin ? [BEGIN] : []), ...statements.slice(0, -1)];
  const last = statements.at(-1);
  if (!last) throw new Error('There is nothing to commit with.');
  if (!areParsed(client, before)) {
    for (const statement of before) await plain(client, statement);
    before.length = 0;
  }
  await send(client, last, before, true);
}

/**
 * Whether the connection knows all of them. The driver takes each answer to a parse for the one of the statement it waits
 * for, so that only that one may be parsed on the way.
 */
function areParsed(client: PoolClient, statements: readonly NamedStatement[]): boolean {
  const { parsedStatements } = (client as unknown as { connection: Wire }).connection;
  return statements.every(({ name, text }) => parsedStatements[name] === text);
}

/** Sends a statement by itself. */
export function plain(client: PoolClient, { text, values, name }: Statement): Promise<QueryResult> {
  return client.query({ text, values: [...values], ...(name !== undefined && { name }) });
}

/** Sends a statement with those before it, and a commit behind it, in one piece. */
function send(
  client: PoolClient,
  { text, values, name }: Statement,
  before: readonly NamedStatement[],
  commit: boolean,
): Promise<QueryResult> {
  return new Promise((resolve, reject) => {
    const config = { text, values: [...values], queryMode: 'extended', ...(name !== undefined && { name }) };
    const query = new Query(config, (error: Error | undefined, results: unknown) => {
      if (error) reject(error);
      else resolve((Array.isArray(results) ? results.at(commit ? -2 : -1) : results) as QueryResult);
    });
    const submit = query.submit.bind(query) as unknown as (wire: Wire) => void;
    query.submit = (connection: Connection) => {
      const wire = connection as unknown as Wire;
      wire.stream.cork();
      try {
        for (const { name: statement, values: given } of before) {
          wire.bind({ statement, values: given.map(asText) });
          // The driver must know the columns of a row that comes, although nobody looks at it.
          wire.describe({ type: 'P' });
          wire.execute({});
        }
        return submit(commit ? withCommit(wire) : wire);
      } finally {
        wire.stream.uncork();
      }
    };
    client.query(query);
  });
}

/** Up to the sync the server skips whatever stands behind a statement that failed. */
function withCommit(wire: Wire): Wire {
  let isSent = false;
  const execute = (portal: object): void => {
    isSent = true;
    wire.execute(portal);
  };
  const sync = (): void => {
    if (isSent) {
      wire.parse({ text: 'commit' });
      wire.bind({});
      wire.execute({});
    }
    wire.sync();
  };
  return Object.assign(Object.create(wire) as Wire, { execute, sync });
}

/** A value as the wire takes it. */
function asText(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value as number | boolean | bigint);
}
