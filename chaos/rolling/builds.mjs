import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../bench/lib/build.mjs';

/** Where builds of commits are kept for the next run. */
const KEPT = join(tmpdir(), 'edda-builds');

/**
 * A build that services are started from.
 * @typedef {{ name: string, folder: string, migrates: boolean }} Build `migrates`: whether its services know the command
 *   `migrate` and can wait for others to migrate
 */

/**
 * @param {string | undefined} commit what git knows it by; the present build unless given
 * @param {(text: string) => void} say
 * @returns {Promise<Build>}
 */
export async function buildOf(commit, say) {
  if (commit === undefined) return described('present', root);
  const hash = (
    await run('git', ['rev-parse', '--verify', '--quiet', `${commit}^{commit}`], root).catch(() => '')
  ).trim();
  if (hash === '') throw new Error(`There is no commit "${commit}" here: --from and --to take what git knows.`);
  const folder = join(KEPT, hash);
  if (!existsSync(join(folder, 'apps/gateway/dist/main.js'))) await make(hash, folder, say);
  return described(hash.slice(0, 7), folder);
}

/** In a folder of its own first, so that what was interrupted is not taken for a build. */
async function make(hash, folder, say) {
  await mkdir(KEPT, { recursive: true });
  const making = `${folder}.making-${process.pid}`;
  try {
    say(`cloning ${hash.slice(0, 7)}`);
    await run('git', ['clone', '--quiet', '--no-checkout', root, making], KEPT);
    await run('git', ['checkout', '--quiet', '--detach', hash], making);
    say('installing its packages');
    await run('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], making);
    say('building it');
    const nx = join(making, 'node_modules/nx/dist/bin/nx.js');
    await run(process.execPath, [nx, 'run-many', '-t', 'build', '--outputStyle=static'], making);
    await rm(folder, { recursive: true, force: true });
    await rename(making, folder);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

function described(name, folder) {
  return { name, folder, migrates: existsSync(join(folder, 'libs/service/dist/event-sourced/migrate-database.js')) };
}

/** @returns {Promise<string>} what it has written to its standard output */
function run(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, NX_DAEMON: 'false', NODE_OPTIONS: '' } });
    let output = '';
    let all = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (all += chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}:\n${all.slice(-4000)}`));
    });
  });
}
