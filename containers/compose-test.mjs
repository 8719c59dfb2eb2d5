// The composed system end to end: builds the images, starts everything, asks a question through the gateway while
// services are killed and restarted, checks the report, takes everything away again. npm run compose-test
// --no-build takes the images that are there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { composeProblem, engineProblem } from './engine.mjs';
import { missingImages } from './images.mjs';
import { researchWhile } from './research-while.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const composeFile = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const { services } = parse(composeFile, { merge: true });
const apps = Object.keys(services).filter((name) => services[name].build && !services[name].profiles);
const QUESTION = 'How does it keep a message from being lost?';

const problem = engineProblem() ?? composeProblem() ?? missingImages();
if (problem) {
  console.log(`The composed system is not tested: ${problem}`);
  process.exit(0);
}

const port = await freePort();
const folder = mkdtempSync(join(tmpdir(), 'edda-compose-test-'));
const started = performance.now();
const say = (sentence) => console.log(`${Math.round((performance.now() - started) / 1000)} s: ${sentence}`);

// A project and a port of its own, and of all settings only which images are taken: what holds is the defaults.
const env = { ...process.env, COMPOSE_PROFILES: '' };
for (const [, name] of composeFile.matchAll(/\$\{([A-Z_]+)/g)) if (!/IMAGE$|^TAG$/.test(name)) delete env[name];
env.GATEWAY_PORT = String(port);
const project = ['compose', '--project-name', 'edda-compose-test', '--env-file', '/dev/null'];
function compose(...args) {
  const { status, stdout, stderr } = spawnSync('docker', [...project, ...args], { cwd: root, env, encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`docker compose ${args.join(' ')} failed:\n${stderr.trim().split('\n').slice(-10).join('\n')}`);
  return stdout;
}

try {
  if (!process.argv.includes('--no-build')) {
    for (const app of [...apps, 'standalone']) {
      const { status } = spawnSync(process.execPath, ['containers/build-image.mjs', app], {
        cwd: root,
        stdio: 'inherit',
      });
      assert.equal(status, 0, `The image of ${app} could not be built.`);
    }
  }
  compose('up', '--detach', '--wait', '--wait-timeout', '600');
  say(`${apps.length} services are healthy`);

  const report = join(folder, 'report');
  await researchWhile({
    args: [QUESTION, 'docs', 'README.md', '--server', `http://127.0.0.1:${port}`, '--out', report],
    env: { ...process.env, EDDA_TOKEN: 'only-for-loopback', EDDA_DATA: join(folder, 'data') },
    cwd: root,
    events: [
      [/^import: \d+ of/, () => crash('content')],
      [/^gather: started/, () => crash('agent-task')],
      [/^analyse: started/, () => (compose('restart', 'research-workflow'), say('research-workflow was restarted'))],
    ],
  });
  say('the report is written');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/launch.mjs', 'verify', report], {
    cwd: root,
    encoding: 'utf8',
  });
  assert.equal(status, 0, `The report does not hold:\n${stdout}${stderr}`);
  const { sections } = JSON.parse(readFileSync(join(report, 'report.json'), 'utf8'));
  assert.ok(sections.flatMap(({ claims }) => claims).length > 0, 'The report has no claim.');
  say(stdout.trim().replace(`${report}: `, ''));

  const given = JSON.parse(compose('run', '--rm', '--no-TTY', 'edda', 'dead-letters', 'list', '--json'));
  assert.deepEqual(given, [], 'Messages were given up.');
  compose('stop');
  for (const line of compose('ps', '--all', '--format', '{{.Service}} {{.ExitCode}}').trim().split('\n')) {
    const [service, code] = line.split(' ');
    if (apps.includes(service)) assert.equal(code, '0', `${service} ended with ${code} when it was stopped.`);
  }
  say('every service ended with 0 when it was stopped');
} catch (error) {
  console.error(spawnSync('docker', [...project, 'logs', '--tail', '20'], { cwd: root, env, encoding: 'utf8' }).stdout);
  console.error(error.message);
  process.exitCode = 1;
} finally {
  compose('--profile', '*', 'down', '--volumes', '--timeout', '5');
  rmSync(folder, { recursive: true, force: true });
}

function crash(service) {
  compose('kill', '--signal', 'SIGKILL', service);
  compose('start', service);
  say(`${service} was killed and started again`);
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address();
      server.close(() => resolve(free));
    });
  });
}
