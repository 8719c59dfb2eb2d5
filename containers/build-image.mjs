// Builds the image of an app: npx nx run content:docker, or npx nx run-many -t docker for all.
// node containers/build-image.mjs apps/content
// TAG, NODE_IMAGE and DOCKER_BUILD_OPTIONS (further options for docker build) are explained in docs/containers.md.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineProblem } from './engine.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const app = basename(process.argv[2] ?? '');
const { TAG, NODE_IMAGE, DOCKER_BUILD_OPTIONS = '' } = process.env;

const problem = engineProblem();
if (problem) {
  console.error(`The image of ${app} is not built: ${problem}`);
  process.exit(1);
}

const { version } = JSON.parse(readFileSync(join(root, 'apps', app, 'package.json'), 'utf8'));
const head = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' });
const image = `edda/${app}:${TAG || 'dev'}`;
const started = performance.now();
const { status } = spawnSync(
  'docker',
  [
    'build',
    ...['--tag', image, '--build-arg', `APP=${app}`, '--build-arg', `VERSION=${version}`],
    ...(head.status === 0 ? ['--build-arg', `REVISION=${head.stdout.trim()}`] : []),
    ...(NODE_IMAGE ? ['--build-arg', `NODE_IMAGE=${NODE_IMAGE}`] : []),
    // A tool that is run when it is wanted, not a service.
    ...(app === 'standalone' ? ['--target', 'tool'] : []),
    ...DOCKER_BUILD_OPTIONS.split(' ').filter((option) => option !== ''),
    '.',
  ],
  { cwd: root, stdio: 'inherit', env: { DOCKER_BUILDKIT: '1', ...process.env } },
);
if (status !== 0) {
  console.error(`The image ${image} could not be built; docker says why above.`);
  process.exit(1);
}
const size = spawnSync('docker', ['image', 'inspect', '--format', '{{.Size}}', image], { encoding: 'utf8' });
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`${image}: ${Math.round(Number(size.stdout) / 1e6)} MB, built in ${seconds} s`);
