import { once } from 'node:events';
import { dataDirectory } from '../arguments/data-directory.js';
import { integerOption } from '../arguments/integer-option.js';
import { parseArguments } from '../arguments/parse-arguments.js';
import type { CommandDeps } from '../command-deps.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { DEFAULT_PACE } from '../pace.js';
import type { PlatformHandle, StartPlatformOptions } from '../platform/platform-handle.js';
import { withPlatform } from '../platform/with-platform.js';
import { CommandOutput } from '../terminal/command-output.js';
import { START_USAGE, START_USAGE_LINE } from './start-usage.js';

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `start`: see {@link START_USAGE}. */
export async function startCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const { values, positionals } = parseArguments(args, OPTIONS, START_USAGE_LINE);
  if (values.help) {
    deps.stdout.write(START_USAGE);
    return ExitCode.ok;
  }
  if (positionals.length > 0) {
    throw CommandError.badInput(`start takes options only; got "${positionals[0]}".`, [START_USAGE_LINE]);
  }
  if (values.host?.trim() === '') {
    throw CommandError.badInput('--host takes an address to listen on; got an empty one.');
  }
  const output = new CommandOutput(deps.stdout, deps.stderr, false);
  const options: StartPlatformOptions = {
    dataDirectory: dataDirectory(deps, values.data),
    ...(values.host !== undefined && { host: values.host }),
    ...(values.port !== undefined && { port: integerOption('port', values.port, 0, 65_535) }),
    onProgress: (line) => output.say(line),
  };
  return serve(options, deps, output);
}

async function serve(options: StartPlatformOptions, deps: CommandDeps, output: CommandOutput): Promise<ExitCode> {
  const { signal, startPlatform: open } = deps;
  const { stopMs } = { ...DEFAULT_PACE, ...deps.pace };
  let exitCode: ExitCode = ExitCode.ok;
  const onProblem = (line: string): void => {
    exitCode = ExitCode.failed;
    output.warn(line);
  };
  const run = async ({ url, joined }: PlatformHandle): Promise<void> => {
    const address = url.replace(/\/+$/, '');
    if (joined) {
      output.say(`Edda is running already at ${address}, on the same data folder.`);
      return;
    }
    output.say(`Edda is ready at ${address} (API /api/v1, docs /docs)`);
    if (!signal.aborted) {
      await once(signal, 'abort');
    }
    output.say('Stopping.');
  };
  try {
    await withPlatform({ open, options, signal, stopMs, onProblem }, run);
  } catch (error) {
    // Ctrl-C during start-up: what was begun has been stopped.
    if (!signal.aborted) {
      throw error;
    }
  }
  return exitCode;
}
