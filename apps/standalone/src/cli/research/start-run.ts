import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ProblemError } from '../api/problem-error.js';
import type { RequestedSource, ResearchApi } from '../api/research-api.js';
import type { WorkflowView } from '../api/workflow-view.js';
import { CommandError } from '../command-error.js';
import type { ExitCode } from '../exit-code.js';
import { checkOutDirectory } from '../report/out-directory.js';
import { RunRecords } from '../runs/run-records.js';
import { collectSources } from '../sources/collect-sources.js';
import type { CollectedSource, CollectedSources } from '../sources/collected-sources.js';
import { DEFAULT_LIMITS } from '../sources/source-limits.js';
import { byteSize } from '../terminal/byte-size.js';
import { plural } from '../terminal/plural.js';
import { printable } from '../terminal/printable.js';
import { deliveriesOf, recordedSources } from './deliveries.js';
import { describeUnavailable } from './describe-unavailable.js';
import type { NewRunRequest } from './research-request.js';
import { onPlatform, type ResearchSession } from './research-session.js';
import { seeThrough } from './see-through.js';

/** A new run. Nothing is started and nothing written before the question, the sources and the place for the report are in order. */
export async function startRun(request: NewRunRequest, session: ResearchSession): Promise<ExitCode> {
  const { cwd, signal } = session.deps;
  const limits = { ...DEFAULT_LIMITS, ...(request.maxBytes !== undefined && { totalBytes: request.maxBytes }) };
  const collected = await collectSources(request.names, { cwd, signal, limits });
  refuseWithoutSource(request.names, collected);
  if (request.out !== undefined) {
    await checkOutDirectory(request.out, null);
  }
  tellSources(collected, session);
  const record = {
    question: request.question,
    baseDirectory: cwd,
    ...recordedSources(collected.sources),
    out: request.out ?? null,
    server: request.server ?? null,
  };
  const records = new RunRecords(request.dataDirectory);
  return onPlatform(session, request.server, async (api) => {
    const key = randomUUID();
    await records.writePending(key, record);
    const view = await createWorkflow(api, request.question, collected.sources, key, records);
    session.output.say(`workflow ${view.workflowId}`);
    await records.confirm(key, view.workflowId);
    const directory = request.out ?? join(cwd, 'research', view.workflowId);
    return seeThrough({ session, api, view, deliveries: deliveriesOf(record), directory });
  });
}

async function createWorkflow(
  api: ResearchApi,
  question: string,
  sources: readonly CollectedSource[],
  key: string,
  records: RunRecords,
): Promise<WorkflowView> {
  try {
    return await api.createWorkflow(question, sources.map(requestedSource), key);
  } catch (error) {
    // Refused for certain: nothing was made that the record could be needed for.
    if (error instanceof ProblemError && !error.isTransient) {
      await records.dropPending(key);
      if (!error.isRefusal && error.status >= 400) {
        throw CommandError.badInput(`The platform does not take this run: ${error.message}`);
      }
    }
    throw error;
  }
}

function requestedSource(found: CollectedSource): RequestedSource {
  switch (found.kind) {
    case 'file':
      return { source: found.source };
    case 'url':
      return { source: found.source, url: found.url };
    case 'unavailable':
      return { source: found.source, unavailable: found.reason };
  }
}

function refuseWithoutSource(names: readonly string[], { sources, leftOut }: CollectedSources): void {
  const left = leftOut.map(({ rule, count }) => `  left out: ${plural(count, 'file')}: ${rule}`);
  if (sources.length === 0) {
    const where = names.map((name) => `"${printable(name)}"`).join(', ');
    throw CommandError.badInput(
      `There is no file to read in ${where}. Hidden files, .git, node_modules and links inside folders are left out.`,
      left,
    );
  }
  if (sources.every((found) => found.kind === 'unavailable')) {
    throw CommandError.badInput('None of the sources can be read:', [...describeUnavailable(sources), ...left]);
  }
}

function tellSources({ sources, leftOut, bytes }: CollectedSources, { output }: ResearchSession): void {
  const files = sources.filter((found) => found.kind === 'file').length;
  const addresses = sources.filter((found) => found.kind === 'url').length;
  const parts = [
    ...(files > 0 ? [`${plural(files, 'file')} (${byteSize(bytes)})`] : []),
    ...(addresses > 0 ? [plural(addresses, 'address', 'addresses')] : []),
  ];
  output.say(`Sources: ${parts.join(' and ')}`);
  describeUnavailable(sources).forEach((line) => output.warn(line));
  for (const { rule, count, examples } of leftOut) {
    const more = count > examples.length ? ', ...' : '';
    output.warn(`  left out: ${plural(count, 'file')}: ${rule} (${examples.join(', ')}${more})`);
  }
}
