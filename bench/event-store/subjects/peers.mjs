import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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

/** Installs the other event stores into bench/peers/node_modules unless they are there. */
export function installPeers() {
  if (existsSync(join(FOLDER, 'node_modules/.package-lock.json'))) return;
  say('Installing the other event stores into bench/peers/node_modules (--no-peers leaves them out) ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status, stderr } = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) say(`They could not be installed: ${stderr.trim()}`);
}

/** Opens those of the other event stores that work here; says of the rest why they do not. */
export async function openPeers(server) {
  const opened = [];
  for (const [file, name] of Object.entries(PEERS)) {
    try {
      const { open } = await import(`../../peers/${file}.mjs`);
      const url = await server.database(file);
      opened.push(await open({ url, poolSize: POOL_SIZE, event }));
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
