import type { FileChange, Tree } from '@nx/devkit';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { syntaxErrors, workspaceAfter, unfilled, realWorkspace } from '../../testing/real-workspace.js';
import { aggregateGenerator } from '../aggregate/aggregate.generator.js';
import { sagaGenerator } from './saga.generator.js';

const ROOM = 'apps/learning/src/mooring';
const aggregate = 'sextant';

describe('the generator of sagas', () => {
  let withSextants: FileChange[];
  let tree: Tree;
  beforeAll(async () => {
    const fresh = realWorkspace();
    await aggregateGenerator(fresh, { name: aggregate, service: 'learning' });
    withSextants = fresh.listChanges();
  });
  beforeEach(() => {
    tree = workspaceAfter(withSextants);
  });

  const textOf = (path: string): string => tree.read(path, 'utf8') ?? '';
  const all = () => tree.listChanges().map(({ path, content }) => [path, content?.toString()]);

  it('writes steps with a compensation and a signal, over an aggregate', async () => {
    await sagaGenerator(tree, { name: 'mooring', service: 'learning', aggregate });
    expect(syntaxErrors(tree)).toEqual([]);
    expect(unfilled(tree)).toEqual([]);
    const saga = textOf(`${ROOM}/sagas/mooring.saga.ts`);
    expect(saga).toContain("action<string>('rename', {");
    expect(saga).toContain('compensate: {');
    expect(saga).toContain("signal('wait-for-approval', { signal: APPROVED, timeoutMs: DAY })");
    expect(textOf(`${ROOM}/sagas/mooring-sagas.ts`)).toContain('sagas.register(mooringSaga(this));');
    expect(textOf(`${ROOM}/http/moorings.controller.ts`)).toContain("@Controller('learning/moorings')");
  });

  it('makes it a part of the service, which may import the sagas then', async () => {
    await sagaGenerator(tree, { name: 'mooring', service: 'learning', aggregate });
    const module = textOf('apps/learning/src/learning.module.ts');
    expect(module).toContain('...MOORING_CONTROLLERS');
    expect(module).toContain('...MOORING_PROVIDERS');
    expect(JSON.parse(textOf('apps/learning/package.json')).dependencies['@edda/sagas']).toBeDefined();
    expect(textOf('apps/learning/tsconfig.lib.json')).toContain('"../../libs/sagas/tsconfig.lib.json"');
  });

  it.each([
    [
      { name: 'mooring', service: 'learning' },
      /^The service learning has several aggregates: give --aggregate one of learning-path, sextant\.$/,
    ],
    [
      { name: 'mooring', service: 'learning', aggregate: 'learning-path' },
      /the aggregate learning-path is not as it is generated/,
    ],
    [{ name: 'mooring', service: 'learning', aggregate: 'bill' }, /^The service learning has no aggregate "bill"/],
    [
      { name: 'saga', service: 'learning', aggregate },
      /^"saga" is what the code of every service calls a part of its own/,
    ],
    [{ name: 'sextant', service: 'learning', aggregate }, /^apps\/learning\/src\/sextant is there already/],
    [{ name: 'mooring', service: 'nowhere', aggregate }, /^There is no service "nowhere"/],
  ])('refuses %j with a sentence, and writes nothing', async (options, sentence) => {
    const before = all();
    await expect(sagaGenerator(tree, options)).rejects.toThrow(sentence);
    expect(all()).toEqual(before);
  });

  it('refuses a saga that it has written before, and changes nothing', async () => {
    await sagaGenerator(tree, { name: 'mooring', service: 'learning', aggregate });
    const before = all();
    await expect(sagaGenerator(tree, { name: 'mooring', service: 'learning', aggregate })).rejects.toThrow(
      /is there already/,
    );
    expect(all()).toEqual(before);
  });
});
