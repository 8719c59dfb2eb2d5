import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { applyCommand } from './apply-command.js';
import { backfillCommand } from './backfill-command.js';
import { diffCommand } from './diff-command.js';
import { moveCommand } from './move-command.js';
import { refusedCommand } from './refused-command.js';
import { resetCommand } from './reset-command.js';
import { TOPICS_HELP } from './topics-usage.js';

const COMMANDS: Readonly<Record<string, (args: readonly string[], deps: CommandDeps) => Promise<ExitCode>>> = {
  diff: diffCommand,
  apply: applyCommand,
  backfill: backfillCommand,
  reset: resetCommand,
  move: moveCommand,
  refused: refusedCommand,
};

/** `topics`: see {@link TOPICS_HELP}. */
export async function topicsCommand([name, ...args]: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  if (name === '--help' || name === '-h' || args.includes('--help') || args.includes('-h')) {
    deps.stdout.write(TOPICS_HELP);
    return ExitCode.ok;
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command(args, deps);
  const wrong = name === undefined ? 'Name a command.' : `There is no command "topics ${name}".`;
  throw CommandError.badInput(wrong, [`One of ${Object.keys(COMMANDS).join(', ')}; --help explains them.`]);
}
