import { join } from 'node:path';
import { environmentFromFiles } from '@edda/service/environment';
import { interruptSignal, runCommand } from './cli/index.js';

/** What may be given as a file, in `<name>_FILE`; the services read their own. */
const FROM_FILES = [
  'ACCESS_TOKEN',
  'BROKER_URL',
  'DATABASE_URL',
  'EDDA_TOKEN',
  'KEYS_FORMER_SECRET',
  'KEYS_SECRET',
  'KEYS_URL',
  'OPERATOR_TOKEN',
];

const env = readEnvironment();
const project = join(import.meta.dirname, '../../..');
const [command = ''] = process.argv.slice(2);
// npm runs a script in the project's folder and says in INIT_CWD where it was called: paths are meant from there.
const cwd = (env['npm_lifecycle_event'] === command && env['INIT_CWD']) || process.cwd();
const { signal } = interruptSignal(process);
// The services are loaded only by the commands that need them.
const platform = () => import('./platform/open-platform.js');

const exitCode = await runCommand(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  cwd,
  env: { EDDA_DATA: join(project, '.edda'), ...env },
  signal,
  isTTY: process.stdout.isTTY === true,
  openPlatform: async (options) => (await platform()).platformOpener(env)(options),
  openLogs: async (options) => (await import('./platform/open-logs.js')).logsOpener(env)(options),
  openKeys: async (options) => (await import('./platform/open-logs.js')).keysOpener(env)(options),
  openMessaging: async (options) => (await import('./platform/open-messaging.js')).messagingOpener(env)(options),
  startPlatform: async (options) => (await platform()).platformStarter(env, process.stderr)(options),
});
process.exit(exitCode);

function readEnvironment(): NodeJS.ProcessEnv {
  try {
    return { ...environmentFromFiles(process.env, FROM_FILES) };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(2);
  }
}
