import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { controlCommand } from './control-command.js';
import { listCommand } from './list-command.js';
import { SAGAS_HELP } from './sagas-usage.js';
import { showCommand } from './show-command.js';
import { signalCommand } from './signal-command.js';

const COMMANDS: Readonly<Record<string, (args: readonly string[], deps: CommandDeps) => Promise<ExitCode>>> = {
  list: listCommand,
  show: showCommand,
  pause: controlCommand('pause'),
  resume: controlCommand('resume'),
  cancel: controlCommand('cancel'),
  retry: controlCommand('retry'),
  skip: controlCommand('skip'),
  migrate: controlCommand('migrate'),
  signal: signalCommand,
};

/** `sagas`: see {@link SAGAS_HELP}. */
export async function sagasCommand([name, ...args]: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  if (name === '--help' || name === '-h' || args.includes('--help') || args.includes('-h')) {
    deps.stdout.write(SAGAS_HELP);
    return ExitCode.ok;
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command(args, deps);
  const wrong = name === undefined ? 'Name a command.' : `There is no command "sagas ${name}".`;
  throw CommandError.badInput(wrong, [`One of ${Object.keys(COMMANDS).join(', ')}; --help explains them.`]);
}
