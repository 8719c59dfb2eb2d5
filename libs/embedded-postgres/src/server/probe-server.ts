import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withConnection } from '../database/connect.js';
import { errorCode } from '../explain-failure.js';

/**
 * Who answers on a port: `ours` - the server of this very data directory; `starting` - a server that accepts no
 * connections yet, or no longer; `rejects` - a server that does not know our password; `foreign` - something else;
 * `silent` - nobody.
 */
export type ServerAnswer = 'ours' | 'starting' | 'rejects' | 'foreign' | 'silent';

const PATIENCE_MS = 3_000;
// cannot_connect_now
const STARTING_CODE = '57P03';
// invalid_password, invalid_authorization_specification
const REJECTION_CODES = new Set(['28P01', '28000']);

/**
 * Asks the server on `port` to read a file that is put into the data directory for this moment. Only a server that
 * works on this directory can, whatever path, process number or container it knows it by; a server that runs over the
 * original of a copied folder has the same password, but not the file.
 */
export async function probeServer(dataDirectory: string, port: number, password: string): Promise<ServerAnswer> {
  const token = randomUUID();
  const name = `edda-probe-${token}`;
  const file = join(dataDirectory, name);
  await writeFile(file, token);
  try {
    return await withConnection({ port, password }, PATIENCE_MS, async (client) => {
      const { rows } = await client.query<{ found: string | null }>('select pg_read_file($1, true) as found', [name]);
      return rows[0]?.found === token ? 'ours' : 'foreign';
    });
  } catch (error) {
    return answerOf(error);
  } finally {
    await rm(file, { force: true });
  }
}

function answerOf(error: unknown): ServerAnswer {
  const code = errorCode(error);
  if (code === STARTING_CODE) return 'starting';
  if (code !== undefined && REJECTION_CODES.has(code)) return 'rejects';
  // Five characters: the server's own SQLSTATE. All else is a failure of the connection.
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? 'foreign' : 'silent';
}
