import type { CommandDeps } from '../command-deps.js';
import { ExitCode } from '../exit-code.js';
import { listRuns } from './list-runs.js';
import { researchRequest } from './research-request.js';
import { researchSession } from './research-session.js';
import { RESEARCH_USAGE } from './research-usage.js';
import { resumeRun } from './resume-run.js';
import { startRun } from './start-run.js';

/** `research`: see {@link RESEARCH_USAGE}. */
export async function researchCommand(args: readonly string[], deps: CommandDeps): Promise<ExitCode> {
  const request = researchRequest(args, deps);
  switch (request.kind) {
    case 'help':
      deps.stdout.write(RESEARCH_USAGE);
      return ExitCode.ok;
    case 'list':
      return listRuns(researchSession(request, deps));
    case 'resume':
      return resumeRun(request, researchSession(request, deps));
    case 'new':
      return startRun(request, researchSession(request, deps));
  }
}
