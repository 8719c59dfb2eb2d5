import { join } from 'node:path';
import { ProblemError } from '../api/problem-error.js';
import type { ResearchApi } from '../api/research-api.js';
import type { WorkflowView } from '../api/workflow-view.js';
import { CommandError } from '../command-error.js';
import type { ExitCode } from '../exit-code.js';
import { checkOutDirectory } from '../report/out-directory.js';
import type { RunRecord } from '../runs/run-record.js';
import { RunRecords } from '../runs/run-records.js';
import { plural } from '../terminal/plural.js';
import { deliveriesOf, type Deliveries } from './deliveries.js';
import { isRunOver } from './is-run-over.js';
import type { ResumeRequest } from './research-request.js';
import { onPlatform, type ResearchSession } from './research-session.js';
import { seeThrough } from './see-through.js';

/** Takes up a run that was stopped or killed; of one that is over, only the report is written out again. */
export async function resumeRun(request: ResumeRequest, session: ResearchSession): Promise<ExitCode> {
  const { workflowId } = request;
  const records = new RunRecords(request.dataDirectory);
  const known = await records.find(workflowId);
  return onPlatform(session, request.server ?? known?.server ?? undefined, async (api) => {
    const view = await knownWorkflow(api, workflowId);
    const record = known ?? (await records.adoptPending(workflowId, view.question, uploadedSources(view)));
    const deliveries = record === undefined ? new Map() : deliveriesOf(record);
    refuseUndeliverable(view, deliveries, request.dataDirectory);
    const directory = request.out ?? usualDirectory(workflowId, record, session.deps.cwd);
    await checkOutDirectory(directory, workflowId);
    if (record !== undefined && request.out !== undefined && request.out !== record.out) {
      await records.write(workflowId, { ...record, out: request.out });
    }
    session.output.say(`workflow ${workflowId}`);
    return seeThrough({ session, api, view, deliveries, directory });
  });
}

async function knownWorkflow(api: ResearchApi, workflowId: string): Promise<WorkflowView> {
  try {
    return await api.workflow(workflowId);
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) {
      throw CommandError.badInput(`The platform knows no run ${workflowId}. --list shows the runs it knows.`);
    }
    throw error;
  }
}

function uploadedSources(view: WorkflowView): Set<string> {
  return new Set(view.sources.filter(({ origin }) => origin === 'upload').map(({ source }) => source));
}

function usualDirectory(workflowId: string, record: RunRecord | undefined, cwd: string): string {
  return record?.out ?? join(record?.baseDirectory ?? cwd, 'research', workflowId);
}

/** Better no run at all than one that marks sources as failed because it was taken up in the wrong place. */
function refuseUndeliverable(view: WorkflowView, deliveries: Deliveries, dataDirectory: string): void {
  const asked = view.sources.filter(
    ({ origin, status, source }) => origin === 'upload' && status === 'requested' && !deliveries.has(source),
  );
  if (!isRunOver(view, true) && asked.length > 0) {
    throw CommandError.badInput(
      `The run waits for ${plural(asked.length, 'file')}, and it is not known in ${dataDirectory} where they lie. ` +
        'Take it up on the machine where it was started, with the same --data.',
      asked.slice(0, 5).map(({ source }) => `  ${source}`),
    );
  }
}
