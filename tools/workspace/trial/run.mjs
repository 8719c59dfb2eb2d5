import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Longer than any step takes on a busy machine. */
const DEADLINE_MS = 15 * 60_000;

/**
 * Runs a program of the workspace there and prints how long it took.
 *
 * @returns {Promise<string>} what it printed
 * @throws Error with the end of its output when it fails
 */
export async function run(root, label, program, args, { expected = 0, env = {} } = {}) {
  const began = Date.now();
  const child = spawn(program, args, {
    cwd: root,
    env: environmentOf(root, env),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: DEADLINE_MS,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== expected) throw new Error(`${label} ended with ${code}:\n${output.slice(-6000)}`);
  console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${label}`);
  return output;
}

/** The environment of a fresh shell there: this run's own tools and caches are not its. */
export function environmentOf(root, env = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:NX_|NODE_OPTIONS$)/.test(name));
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
  return {
    ...Object.fromEntries(inherited),
    PATH: path,
    NX_DAEMON: 'false',
    NX_SKIP_NX_CACHE: 'true',
    FORCE_COLOR: '0',
    ...env,
  };
}
