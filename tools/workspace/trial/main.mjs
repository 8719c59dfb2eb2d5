// npm run generators-test -- [SERVICE[:AGGREGATE] ...] [--install] [--keep]: generates services in a copy of the workspace,
// checks it as the whole is checked, runs it, kills it and runs it again.
import { parseArgs } from 'node:util';
import { checkWhole } from './check-whole.mjs';
import { copyWorkspace } from './copy-workspace.mjs';
import { driveService } from './drive-service.mjs';
import { run } from './run.mjs';

/** Several words, one word, a plural in -ies, one in -es, and what is called after the service. */
const TRIALS = ['loan-desk:reservation-slot', 'billing:invoice', 'insurance:policy', 'fleet:bus', 'archive'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { install: { type: 'boolean' }, keep: { type: 'boolean' }, quick: { type: 'boolean' } },
});
const trials = (positionals.length > 0 ? positionals : TRIALS).map((trial) => {
  const [service = '', aggregate = `${service}-record`] = trial.split(':');
  return { service, aggregate };
});

const written = new Set();
const workspace = await copyWorkspace({ install: values.install ?? false });
console.log(`The copy is ${workspace.root}`);
try {
  for (const { service, aggregate } of trials) {
    const skip = values.install ? [] : ['--skipInstall'];
    const generator = ['g', '@edda/workspace:service', service, '--aggregate', aggregate, '--no-interactive', ...skip];
    const said = await run(workspace.root, `generate ${service} with ${aggregate}`, 'nx', generator);
    for (const [, file] of said.matchAll(/^(?:CREATE|UPDATE) (\S+)$/gm)) written.add(file);
    workspace.link(`apps/${service}`);
  }
  if (!values.install) await run(workspace.root, 'npm run generated', 'npm', ['run', 'generated']);
  if (!values.quick) await checkWhole(workspace.root, trials, [...written]);
  await driveService(workspace.root, trials);
  console.log(`All is well with ${trials.map(({ service }) => service).join(', ')}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  if (!values.keep) await workspace.remove();
}
