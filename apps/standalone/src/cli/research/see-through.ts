import { relative } from 'node:path';
import type { ResearchApi } from '../api/research-api.js';
import type { WorkflowView } from '../api/workflow-view.js';
import { CommandError } from '../command-error.js';
import { ExitCode } from '../exit-code.js';
import { createProgress } from '../progress/create-progress.js';
import { describeReport, listed, reportAsJson } from '../report/describe-report.js';
import { writeReport } from '../report/write-report.js';
import { checkOutDirectory } from '../report/out-directory.js';
import type { Deliveries } from './deliveries.js';
import { followRun } from './follow-run.js';
import { isRunOver } from './is-run-over.js';
import type { ResearchSession } from './research-session.js';
import { resumeCommand } from './resume-command.js';

export interface SeenRun {
  readonly session: ResearchSession;
  readonly api: ResearchApi;
  readonly view: WorkflowView;
  readonly deliveries: Deliveries;
  /** Absolute; where the report goes. */
  readonly directory: string;
}

/**
 * Brings a run that exists to its end and its report to its place. When that cannot be, the last line says how to take
 * the run up again.
 */
export async function seeThrough(run: SeenRun): Promise<ExitCode> {
  const { session, view } = run;
  const { signal } = session.deps;
  const { output } = session;
  const resume = resumeCommand(view.workflowId, session);
  try {
    return await conclude(run, isRunOver(view, false) ? view : await followToEnd(run));
  } catch (error) {
    if (signal.aborted) {
      output.warn(`Stopping. Take the run up again with: ${resume}`);
      output.result({ workflowId: view.workflowId, status: 'interrupted' });
      return ExitCode.interrupted;
    }
    if (!(error instanceof CommandError)) {
      output.warn(`The run itself is not lost. Take it up again with: ${resume}`);
    }
    throw error;
  }
}

async function followToEnd({ session, api, view, deliveries }: SeenRun): Promise<WorkflowView> {
  const { deps, output, pace } = session;
  const progress = createProgress(output.lines, { ...deps, isTTY: deps.isTTY && !output.isJson }, pace.countLineMs);
  // From here on the terminal is the progress's: what others have to say goes through it.
  const close = (): void => progress.close();
  deps.signal.addEventListener('abort', close, { once: true });
  try {
    return await followRun({ api: api.tellingOutages((line) => progress.note(line)), view, deliveries, progress });
  } finally {
    deps.signal.removeEventListener('abort', close);
    progress.close();
  }
}

async function conclude({ session, api, directory }: SeenRun, view: WorkflowView): Promise<ExitCode> {
  const { deps, output } = session;
  const { workflowId } = view;
  switch (view.status) {
    case 'completed': {
      await checkOutDirectory(directory, workflowId);
      const report = await writeReport(api, workflowId, directory);
      describeReport(report, placeOf(directory, deps.cwd)).forEach((line) => output.say(line));
      output.result(reportAsJson(report, directory));
      return ExitCode.ok;
    }
    case 'cancelled':
      output.warn(`The run ${workflowId} was cancelled.`);
      output.result({ workflowId, status: view.status });
      return ExitCode.cancelled;
    case 'failed': {
      const { code, detail } = view.failure ?? { code: 'RESEARCH.FAILED', detail: 'no reason was given' };
      const failed = view.sources.filter(({ status }) => status === 'failed');
      output.warn(`The run ${workflowId} failed: ${detail} (${code})`);
      listed('failed', failed).forEach((line) => output.warn(line));
      const sources = failed.map(({ contentId, source, status, reason }) => ({ contentId, source, status, reason }));
      output.result({ workflowId, status: view.status, failure: { code, detail }, sources });
      return code === 'RESEARCH.NO_READABLE_SOURCE' ? ExitCode.badInput : ExitCode.failed;
    }
    default:
      throw new CommandError(`The platform stopped telling of the run ${workflowId} while it is ${view.status}.`);
  }
}

/** Relative where the folder lies below the current one, so that it can be read and typed again. */
function placeOf(directory: string, cwd: string): string {
  const below = relative(cwd, directory);
  return below === '' || below.startsWith('..') ? directory : below;
}
