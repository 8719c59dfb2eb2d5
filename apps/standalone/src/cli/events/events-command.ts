import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { EVENTS_HELP } from './events-usage.js';
import { exportCommand } from './export-command.js';
import { forgetCommand } from './forget-command.js';
import { lagCommand } from './lag-command.js';
import { replayCommand } from './replay-command.js';
import { rewrapCommand } from './rewrap-command.js';
import { streamCommand } from './stream-command.js';
import { tailCommand } from './tail-command.js';
import { treeCommand } from './tree-command.js';

const COMMANDS: Readonly<Record<string, (args: readonly string[], deps: CommandDeps) => Promise<ExitCode>>> = {
  tail: tailCommand,
  stream: streamCommand,
  tree: treeCommand,
  replay: replayCommand,
  export: exportCommand,
  forget: forgetCommand,
  rewrap: rewrapCommand,
  lag: lagCommand,
};

/** `events`: see {@link EVENTS_HELP}. */
export async function eventsCommand([name, ...args]: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  if (name === '--help' || name === '-h' || args.includes('--help') || args.includes('-h')) {
    deps.stdout.write(EVENTS_HELP);
    return ExitCode.ok;
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command(args, deps);
  const wrong = name === undefined ? 'Name a command.' : `There is no command "events ${name}".`;
  throw CommandError.badInput(wrong, [`One of ${Object.keys(COMMANDS).join(', ')}; --help explains them.`]);
}
