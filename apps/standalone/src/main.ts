import { interruptSignal, runCommand } from './cli/index.js';

const { signal } = interruptSignal(process);
// The services are loaded only by the commands that need them.
const platform = () => import('./platform/open-platform.js');

const exitCode = await runCommand(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
  env: process.env,
  signal,
  isTTY: process.stdout.isTTY === true,
  openPlatform: async (options) => (await platform()).platformOpener(process.env)(options),
  startPlatform: async (options) => (await platform()).platformStarter(process.env, process.stderr)(options),
});
process.exit(exitCode);
