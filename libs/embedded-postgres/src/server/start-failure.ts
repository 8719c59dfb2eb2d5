import type { Cluster } from '../cluster/cluster.js';
import { EmbeddedPostgresError } from '../embedded-postgres-error.js';
import { explainOutput, lastLines } from '../explain-failure.js';

/**
 * Why a server did not start: `port` - it cannot listen there; `lock` - another one holds the directory; `memory` - the
 * last sessions of a killed server have not ended yet; `other` - trying again does not help.
 */
export type StartFailure = 'port' | 'lock' | 'memory' | 'other';

export function causeOfFailure(log: string): StartFailure {
  if (/could not bind IPv4 address|could not create any TCP\/IP sockets/.test(log)) return 'port';
  // Empty it is for the moment between its creation and the first line.
  if (/lock file "postmaster\.pid" (already exists|is empty)/.test(log)) return 'lock';
  if (/pre-existing shared memory block/.test(log)) return 'memory';
  return 'other';
}

/** @param log what the server wrote since it was started */
export function explainFailedStart(
  cause: StartFailure,
  log: string,
  cluster: Cluster,
  port: number,
): EmbeddedPostgresError {
  if (cause === 'port') {
    return new EmbeddedPostgresError(
      'EMBEDDED_POSTGRES.PORT_IN_USE',
      `The database server cannot listen on 127.0.0.1:${port}: choose another port, ` +
        `or end the program that uses it.\nThe last lines it wrote:\n${lastLines(log)}`,
    );
  }
  return explainOutput(
    log,
    cluster.dataDirectory,
    'EMBEDDED_POSTGRES.START_FAILED',
    `The database server of ${cluster.dataDirectory} did not start: see to what it says ` +
      `(the whole log is in ${cluster.logFile}) and start again.`,
  );
}

/** For a server that must be replaced, and cannot be reached by signals. */
export function heldElsewhere(dataDirectory: string, port: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'EMBEDDED_POSTGRES.DIRECTORY_HELD',
    `A database server in another container or process namespace works on ${dataDirectory}, answers on port ${port}, ` +
      `and has other settings than the ones wanted: stop it there, or use another folder.`,
  );
}
