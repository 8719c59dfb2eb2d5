import { ApiClient } from '../api/api-client.js';
import { ResearchApi } from '../api/research-api.js';
import type { CommandDeps } from '../command-deps.js';
import { DEFAULT_PACE, type Pace } from '../pace.js';
import { withPlatform } from '../platform/with-platform.js';
import { CommandOutput } from '../terminal/command-output.js';
import type { PlatformChoice } from './research-request.js';

/** What every form of the research command works with. */
export interface ResearchSession {
  readonly deps: CommandDeps;
  readonly pace: Pace;
  readonly output: CommandOutput;
  readonly choice: PlatformChoice;
}

export function researchSession(choice: PlatformChoice, deps: CommandDeps): ResearchSession {
  const output = new CommandOutput(deps.stdout, deps.stderr, choice.json);
  return { deps, choice, output, pace: { ...DEFAULT_PACE, ...deps.pace } };
}

/**
 * Joins or starts the platform for as long as `work` takes.
 * @param server address to join instead of the data folder's own platform
 */
export async function onPlatform<T>(
  { deps, pace, output, choice }: ResearchSession,
  server: string | undefined,
  work: (api: ResearchApi) => Promise<T>,
): Promise<T> {
  const options = {
    dataDirectory: choice.dataDirectory,
    ...(server !== undefined && { server }),
    onProgress: (line: string) => output.warn(line),
  };
  const { signal, openPlatform: open } = deps;
  const onProblem = (line: string): void => output.warn(line);
  return withPlatform({ open, options, signal, stopMs: pace.stopMs, onProblem }, async ({ url }) => {
    const address = url.replace(/\/+$/, '');
    // The gateway on the data folder was configured by this variable; it is not for addresses elsewhere.
    const token = choice.token ?? (server === undefined ? deps.env['ACCESS_TOKEN'] || undefined : undefined);
    return work(new ResearchApi(new ApiClient({ url: address, token, signal, pace, onOutage: onProblem })));
  });
}
