import { ProblemError } from './api/problem-error.js';
import type { CommandDeps } from './command-deps.js';
import { CommandError } from './command-error.js';
import { deadLettersCommand } from './dead-letters/dead-letters-command.js';
import { eventsCommand } from './events/events-command.js';
import { ExitCode } from './exit-code.js';
import { researchCommand } from './research/research-command.js';
import { sagasCommand } from './sagas/sagas-command.js';
import { startCommand } from './start/start-command.js';
import { printable } from './terminal/printable.js';
import { reasonOf } from './terminal/reason-of.js';
import { topicsCommand } from './topics/topics-command.js';
import { verifyCommand } from './verify/verify-command.js';

const USAGE = `Usage: npm run research -- "question" SOURCE...   answer a question from documents
       npm run verify -- DIR                        check a report
       npm start                                    run the platform as a server
       npm run events -- COMMAND                    look into the event logs
       npm run topics -- COMMAND                    the topics of the broker, and what is sent to them
       npm run dead-letters -- COMMAND              messages that could not be handled
       npm run sagas -- COMMAND                     processes of several steps, and how to step in

Each explains itself with --help.
`;

const COMMANDS: Readonly<Record<string, (args: readonly string[], deps: CommandDeps) => Promise<ExitCode>>> = {
  research: researchCommand,
  verify: verifyCommand,
  start: startCommand,
  events: eventsCommand,
  'dead-letters': deadLettersCommand,
  sagas: sagasCommand,
  topics: topicsCommand,
};

/**
 * Runs one command of the standalone app.
 * @param argv the command (`research`, `verify`, `start`, `events`, `topics`, `dead-letters`, `sagas`) and its arguments
 * @returns the exit code; never throws, errors are told on `deps.stderr`
 */
export async function runCommand(argv: readonly string[], deps: CommandDeps): Promise<number> {
  // Somebody who reads the output may stop reading (`| head`); the run goes on.
  const ignore = (): void => undefined;
  deps.stdout.on('error', ignore);
  deps.stderr.on('error', ignore);
  try {
    return await dispatch(argv, deps);
  } catch (error) {
    if (deps.signal.aborted) {
      deps.stderr.write('Stopped.\n');
      return ExitCode.interrupted;
    }
    const { exitCode, lines } = explain(error);
    deps.stderr.write(lines.map((line) => `${printable(line)}\n`).join(''));
    return exitCode;
  }
}

async function dispatch([name, ...args]: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  if (name === '--help' || name === '-h' || name === 'help') {
    deps.stdout.write(USAGE);
    return ExitCode.ok;
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    const wrong = name === undefined ? 'There is no command.' : `There is no command "${name}".`;
    throw CommandError.badInput(wrong, USAGE.trimEnd().split('\n'));
  }
  return command(args, deps);
}

function explain(error: unknown): { exitCode: ExitCode; lines: readonly string[] } {
  if (error instanceof CommandError) {
    return { exitCode: error.exitCode, lines: [error.message, ...error.details] };
  }
  if (error instanceof ProblemError) {
    const token = error.isRefusal ? ' Is the access token right (--token or EDDA_TOKEN)?' : '';
    return { exitCode: ExitCode.failed, lines: [`The platform answered: ${error.message}.${token}`] };
  }
  return { exitCode: ExitCode.failed, lines: [reasonOf(error)] };
}
