import { relative } from 'node:path';
import { dataDirectory } from '../arguments/data-directory.js';
import { quoted } from '../report/describe-report.js';
import type { ResearchSession } from './research-session.js';

/** The command line that takes a run up again; options are named only where the record of the run does not know them. */
export function resumeCommand(workflowId: string, { choice, deps }: ResearchSession): string {
  const usual = choice.dataDirectory === dataDirectory(deps, undefined);
  const data = usual ? '' : ` --data ${quoted(relative(deps.cwd, choice.dataDirectory) || '.')}`;
  return `npm run research -- --resume ${workflowId}${data}`;
}
