// Builds when a source has changed since the last time.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** The command line, when it is built. */
export const main = join(root, 'apps/standalone/dist/main.js');
const stamp = join(root, 'node_modules/.cache/edda/built');

/** Files whose change asks for a new build. */
function inputs() {
  const projects = ['apps', 'libs'].flatMap((group) => readdirSync(join(root, group)).map((name) => join(group, name)));
  const sources = projects.flatMap((project) => {
    const folder = join(project, 'src');
    if (!existsSync(join(root, folder))) return [];
    return readdirSync(join(root, folder), { recursive: true }).map((file) => join(folder, file));
  });
  const settings = ['.swcrc', 'package-lock.json', ...projects.map((project) => join(project, 'package.json'))];
  return [...sources.filter((file) => file.endsWith('.ts')), ...settings].sort();
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of inputs()) {
    const { mtimeMs, size } = statSync(join(root, file), { throwIfNoEntry: false }) ?? {};
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

export function build() {
  const now = fingerprint();
  if (existsSync(main) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  process.stderr.write('Building Edda (once, and after a change) ...\n');
  const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
  // Without the daemon: it would stay behind in the background.
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [nx, 'run-many', '-t', 'build', '--outputStyle=static'],
    {
      cwd: root,
      env: { ...process.env, NX_DAEMON: 'false' },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (status !== 0) {
    process.stderr.write(`${stdout ?? ''}${stderr ?? ''}The build failed.\n`);
    process.exit(1);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
