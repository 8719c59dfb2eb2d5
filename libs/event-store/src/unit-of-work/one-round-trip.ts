import { Query, type Connection, type PoolClient, type QueryResult } from 'pg';

/** A statement, and the name under which it is parsed and planned once on each connection. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string | undefined;
}

/** What the driver's connection takes, which its types ask more for than it needs. */
interface Wire {
  stream: { cork(): void; uncork(): void };
  parse(statement: { text: string }): void;
  bind(values: object): void;
  execute(portal: object): void;
  sync(): void;
}

/** Begins a transaction and runs its first statement. When the statement fails the transaction has begun nonetheless. */
export function runBehindBegin(client: PoolClient, statement: Statement): Promise<QueryResult> {
  return run(client, statement, (wire, submit) => {
    sendPlain(wire, 'begin');
    return submit(wire);
  });
}

/** Runs the last statement of a transaction and commits. When it fails nothing is committed, and a rollback must follow. */
export function runAndCommit(client: PoolClient, statement: Statement): Promise<QueryResult> {
  return run(client, statement, (wire, submit) => {
    const commitBeforeSync = Object.create(wire) as Wire;
    let isSent = false;
    commitBeforeSync.execute = (portal) => {
      isSent = true;
      wire.execute(portal);
    };
    // Up to the sync the server skips whatever stands behind a statement that failed.
    commitBeforeSync.sync = () => {
      if (isSent) sendPlain(wire, 'commit');
      wire.sync();
    };
    return submit(commitBeforeSync);
  });
}

/**
 * Sends a statement together with another one, in one piece.
 *
 * @returns the result of the one that was answered last
 */
function run(
  client: PoolClient,
  { text, values, name }: Statement,
  send: (wire: Wire, submit: (wire: Wire) => void) => void,
): Promise<QueryResult> {
  return new Promise((resolve, reject) => {
    const config = { text, values: [...values], queryMode: 'extended', ...(name !== undefined && { name }) };
    const query = new Query(config, (error: Error | undefined, results: unknown) => {
      if (error) reject(error);
      else resolve((Array.isArray(results) ? results.at(-1) : results) as QueryResult);
    });
    const submit = query.submit.bind(query) as unknown as (wire: Wire) => void;
    query.submit = (connection: Connection) => {
      const wire = connection as unknown as Wire;
      wire.stream.cork();
      try {
        return send(wire, submit);
      } finally {
        wire.stream.uncork();
      }
    };
    client.query(query);
  });
}

function sendPlain(wire: Wire, text: string): void {
  wire.parse({ text });
  wire.bind({});
  wire.execute({});
}
