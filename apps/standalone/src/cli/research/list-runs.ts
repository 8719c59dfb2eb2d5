import type { WorkflowSummary } from '../api/workflow-view.js';
import { ExitCode } from '../exit-code.js';
import { shortened } from '../terminal/printable.js';
import { onPlatform, type ResearchSession } from './research-session.js';

const LEAST_QUESTION_WIDTH = 20;

/** Every run the platform knows, a line each. */
export async function listRuns(session: ResearchSession): Promise<ExitCode> {
  const { choice, output, deps } = session;
  return onPlatform(session, choice.server, async (api) => {
    const runs: WorkflowSummary[] = [];
    for await (const run of api.workflows()) {
      runs.push(run);
    }
    output.result(
      runs.map(({ workflowId, status, createdAt, question }) => ({ workflowId, status, createdAt, question })),
    );
    if (!output.isJson) {
      const lines = runs.map((run) => line(run, deps.isTTY ? (deps.stdout.columns ?? 80) : Number.POSITIVE_INFINITY));
      (lines.length > 0 ? lines : ['There are no runs.']).forEach((text) => output.say(text));
    }
    return ExitCode.ok;
  });
}

function line({ workflowId, status, createdAt, question }: WorkflowSummary, columns: number): string {
  const head = `${workflowId}  ${status.padEnd(9)}  ${createdAt}  `;
  return head + shortened(question, Math.max(LEAST_QUESTION_WIDTH, columns - head.length - 1));
}
