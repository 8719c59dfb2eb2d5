import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { DEAD_LETTERS_HELP } from './dead-letters-usage.js';
import { discardCommand } from './discard-command.js';
import { editCommand } from './edit-command.js';
import { listCommand } from './list-command.js';
import { redriveCommand } from './redrive-command.js';
import { showCommand } from './show-command.js';

const COMMANDS: Readonly<Record<string, (args: readonly string[], deps: CommandDeps) => Promise<ExitCode>>> = {
  list: listCommand,
  show: showCommand,
  edit: editCommand,
  redrive: redriveCommand,
  discard: discardCommand,
};

/** `dead-letters`: see {@link DEAD_LETTERS_HELP}. */
export async function deadLettersCommand([name, ...args]: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  if (name === '--help' || name === '-h' || args.includes('--help') || args.includes('-h')) {
    deps.stdout.write(DEAD_LETTERS_HELP);
    return ExitCode.ok;
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command(args, deps);
  const wrong = name === undefined ? 'Name a command.' : `There is no command "dead-letters ${name}".`;
  throw CommandError.badInput(wrong, [`One of ${Object.keys(COMMANDS).join(', ')}; --help explains them.`]);
}
