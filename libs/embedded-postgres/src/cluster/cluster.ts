import { join } from 'node:path';

/**
 * What lies in the folder of an embedded server:
 *
 *     cluster/data/       PostgreSQL's data directory
 *     cluster/password    the superuser's password, for the present user alone
 *     initialising-*      a cluster being made; becomes `cluster` by a rename, so that there is never half of one
 *     server.log
 */
export interface Cluster {
  /** The folder itself: absolute, links resolved. */
  directory: string;
  dataDirectory: string;
  passwordFile: string;
  logFile: string;
}

/** The one role of the server; it is the superuser. */
export const SUPERUSER = 'edda';

export function clusterIn(directory: string): Cluster {
  return {
    directory,
    dataDirectory: join(directory, 'cluster', 'data'),
    passwordFile: join(directory, 'cluster', 'password'),
    logFile: join(directory, 'server.log'),
  };
}
