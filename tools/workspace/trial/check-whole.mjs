import { run } from './run.mjs';

/** Specs of others that a new service could break. */
const TOUCHED = ['event-schemas', 'gateway', 'service', 'workspace'];

/**
 * What `npm test` does, with the tests of what a new service touches.
 *
 * @param written the files that the generators have written
 */
export async function checkWhole(root, trials, written) {
  const own = trials.map(({ service }) => `@edda/${service}`);
  await run(root, 'nx sync:check', 'nx', ['sync:check']);
  await run(root, 'prettier --check', 'prettier', ['--check', '--ignore-unknown', ...written]);
  const changed = [...own, '@edda/event-schemas', '@edda/gateway', '@edda/standalone'].join(',');
  await run(root, 'lint', 'nx', ['run-many', '-t', 'lint', '-p', changed, '--outputStyle=static']);
  await run(root, 'typecheck', 'nx', ['run-many', '-t', 'typecheck', '-p', changed, '--outputStyle=static']);
  for (const page of ['docs-events', 'docs-openapi']) {
    await run(root, `${page} --check`, 'node', [`tools/${page}.mjs`, '--check']);
  }
  await run(root, 'events-publish --check', 'node', ['tools/events-publish.mjs', '--check']);
  await run(root, 'k8s/generate --check', 'node', ['k8s/generate.mjs', '--check']);
  const tested = [...own, ...TOUCHED.map((name) => `@edda/${name}`)].join(',');
  await run(root, 'test', 'nx', ['run-many', '-t', 'test', '-p', tested, '--parallel=2', '--outputStyle=static']);
  for (const spec of ['start-in-order', 'metrics']) {
    await run(root, `test standalone ${spec}`, 'nx', ['test', '@edda/standalone', '--', spec]);
  }
  for (const { service, aggregate } of trials) {
    const again = ['g', '@edda/workspace:service', service, '--aggregate', aggregate, '--no-interactive'];
    const said = await run(root, `generate ${service} again`, 'nx', again, { expected: 1 });
    if (!said.includes(`apps/${service} is there already`)) throw new Error(`It is not said why:\n${said}`);
  }
}
