import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newId } from '@edda/kernel';
import { CATEGORY, metadata, someOrders, TYPE } from '../order-placed.mjs';
import { say } from '../progress.mjs';
import { POOL_SIZE } from '../settings.mjs';

const FOLDER = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'peers');
const PEERS = { emmett: 'Emmett', 'message-db': 'message-db', castore: 'Castore' };

/** What a peer needs to write the same events as the others. */
const event = { category: CATEGORY, type: TYPE, some: someOrders, metadata, newId };

/** Installs the other event stores into bench/peers/node_modules unless those of the lock file are there. */
export function installPeers() {
  if (changedAt('node_modules/.package-lock.json') >= changedAt('package-lock.json')) return;
  say('Installing the other event stores into bench/peers/node_modules (--no-peers leaves them out) ...');
  const { status, stderr, error } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    encoding: 'utf8',
    // Where npm is a script of the shell.
    shell: process.platform === 'win32',
  });
  if (status !== 0) say(`They could not be installed: ${error?.message ?? stderr.trim()}`);
}

function changedAt(file) {
  return statSync(join(FOLDER, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Opens those of the other event stores that work here; says of the rest why they do not. */
export async function openPeers(server) {
  const opened = [];
  for (const [file, name] of Object.entries(PEERS)) {
    try {
      const { open } = await import(`../../peers/${file}.mjs`);
      const url = await server.database(file);
      opened.push({ ...(await open({ url, poolSize: POOL_SIZE, event })), isPeer: true });
    } catch (error) {
      say(`${name} is not measured: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return opened;
}

/** Reads rows through `pg-cursor`; undefined where the peers are not installed. */
export async function cursorReader() {
  try {
    return (await import('../../peers/cursor.mjs')).readThroughCursor;
  } catch (error) {
    say(`The bare cursor is not measured: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
