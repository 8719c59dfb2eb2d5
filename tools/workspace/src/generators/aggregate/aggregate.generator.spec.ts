import type { Tree } from '@nx/devkit';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { syntaxErrors, unfilled, realWorkspace, written } from '../../testing/real-workspace.js';
import { aggregateGenerator } from './aggregate.generator.js';

const EVENTS = 'libs/event-schemas/src';

describe('the generator of aggregates', () => {
  let tree: Tree;
  beforeEach(() => {
    tree = realWorkspace();
  });

  const textOf = (path: string): string => tree.read(path, 'utf8') ?? '';

  it.each(['sextant', 'sextant-order', 'sextant-policy', 'sextant-status', 'sextant-box'])(
    'writes %s without a gap',
    async (name) => {
      await aggregateGenerator(tree, { name, service: 'learning', reactsTo: 'ContentProcessingCompleted' });
      expect(syntaxErrors(tree)).toEqual([]);
      expect(unfilled(tree)).toEqual([]);
    },
  );

  it('writes the room, the events and their examples, and the specs', async () => {
    await aggregateGenerator(tree, { name: 'sextant-order', service: 'learning' });
    expect(written(tree)).toEqual(
      expect.arrayContaining([
        'apps/learning/src/sextant-order/commands/create-sextant-order/create-sextant-order.handler.ts',
        'apps/learning/src/sextant-order/domain/sextant-order.spec.ts',
        'apps/learning/src/sextant-order/http/sextant-orders.controller.ts',
        'apps/learning/src/sextant-order/projections/sextant-order-view.projection.ts',
        'apps/learning/src/sextant-order/queries/list-sextant-orders/list-sextant-orders.query.ts',
        'apps/learning/test/sextant-orders.int-spec.ts',
        `${EVENTS}/examples/learning-sextant-order-examples.ts`,
        `${EVENTS}/learning/sextant-order-created.ts`,
      ]),
    );
    expect(textOf(`${EVENTS}/catalogue.ts`)).toMatch(/\bSextantOrderRenamed,\n/);
    expect(textOf(`${EVENTS}/index.ts`)).toContain("export * from './learning/sextant-order-closed.js';");
    expect(textOf(`${EVENTS}/examples/examples.ts`)).toContain('...learningSextantOrderExamples');
  });

  it('makes it a part of the service, with a migration behind all the others', async () => {
    await aggregateGenerator(tree, { name: 'sextant', service: 'content' });
    const migrations = tree.children('apps/content/src/migrations').sort();
    expect(migrations.at(-1)).toMatch(/^\d{13}-create-sextants\.ts$/);
    const [time] = migrations.at(-1)?.split('-') ?? [];
    const module = textOf('apps/content/src/content.module.ts');
    expect(module).toMatch(/aggregates: \[[^\]]*\bSextant\]/);
    expect(module).toMatch(/projections: \[[^\]]*\bSextantViewProjection\]/);
    expect(module).toMatch(new RegExp(`migrations: \\[[^\\]]*\\bCreateSextants${time}\\b`));
    for (const part of [
      'TypeOrmModule.forFeature(SEXTANT_ENTITIES)',
      '...SEXTANT_CONTROLLERS',
      '...SEXTANT_PROVIDERS',
    ]) {
      expect(module).toContain(part);
    }
  });

  it('lets it be created for an event of another context, which then names the listener', async () => {
    await aggregateGenerator(tree, { name: 'sextant', service: 'learning', reactsTo: 'ContentProcessingCompleted' });
    const messages = textOf('apps/learning/src/sextant/messages/content-messages.controller.ts');
    expect(messages).toContain("@Subscribe(ContentProcessingCompleted, 'create-sextant')");
    expect(messages).toContain("deriveId(contentId, 'sextant')");
    expect(messages).toContain('results?.title || contentId');
    expect(textOf(`${EVENTS}/content/content-processing-completed.ts`)).toMatch(/listeners: \[[^\]]*'learning'/);
    expect(textOf('apps/learning/src/sextant/sextant-providers.ts')).toContain(
      '[SextantsController, ContentMessagesController]',
    );
  });

  it('takes an event that inherits its fields', async () => {
    await aggregateGenerator(tree, { name: 'sextant', service: 'learning', reactsTo: 'ImageDownloadCompleted' });
    const messages = textOf('apps/learning/src/sextant/messages/content-messages.controller.ts');
    expect(messages).toMatch(/deriveId\(\w+Id, 'sextant'\)/);
    expect(syntaxErrors(tree)).toEqual([]);
  });

  it('is behind the gateway, also in a service whose paths have other names', async () => {
    await aggregateGenerator(tree, { name: 'sextant', service: 'content' });
    await aggregateGenerator(tree, { name: 'sextant-order', service: 'content' });
    const upstreams = textOf('apps/gateway/src/upstreams.ts');
    expect(upstreams).toMatch(/name: 'content',[^{}]*paths: \[[^\]]*'\/content'\]/);
    expect(upstreams.split("'/content'")).toHaveLength(2);
  });

  it('lets the app import what the room needs', async () => {
    await aggregateGenerator(tree, { name: 'sextant', service: 'learning' });
    expect(JSON.parse(textOf('apps/learning/package.json')).dependencies.fastify).toMatch(/^\d/);
  });

  it.each([
    [
      { name: 'sextant', service: 'nowhere' },
      /^There is no service "nowhere" that keeps events: give --service one of /,
    ],
    [{ name: 'sextant', service: 'gateway' }, /^There is no service "gateway"/],
    [
      { name: 'sextant', service: 'agent-task' },
      /^apps\/agent-task\/.*module\.ts has no list at AgentTaskModule@Module\.controllers/,
    ],
    [{ name: 'Sextant', service: 'learning' }, /^"Sextant" is no name for an aggregate/],
    [{ name: 'class', service: 'learning' }, /^"class" is a word of TypeScript/],
    [{ name: 'news', service: 'learning' }, /^"news" is one and many in one word/],
    [{ name: 'learning-path', service: 'learning' }, /^apps\/learning\/src\/learning-path is there already/],
    [{ name: 'investigation', service: 'learning' }, /^There is an event InvestigationClosed already/],
    [{ name: 'sextant', service: 'learning', reactsTo: 'Nothing' }, /^There is no event "Nothing" in the schemas/],
    [
      { name: 'sextant', service: 'learning', reactsTo: 'LearningPathCreated' },
      /^LearningPathCreated is an event of learning itself/,
    ],
    [{ name: 'sextant', service: 'learning', reactsTo: 'ImportContent' }, /^There is no event "ImportContent"/],
  ])('refuses %j with a sentence, and writes nothing', async (options, sentence) => {
    await expect(aggregateGenerator(tree, options)).rejects.toThrow(sentence);
    expect(written(tree)).toEqual([]);
  });

  it('refuses an aggregate that it has written before, and changes nothing', async () => {
    await aggregateGenerator(tree, { name: 'sextant', service: 'learning' });
    const before = tree.listChanges().map(({ path, content }) => [path, content?.toString()]);
    await expect(aggregateGenerator(tree, { name: 'sextant', service: 'learning' })).rejects.toThrow(
      'apps/learning/src/sextant is there already: take another name, or remove that folder first.',
    );
    expect(tree.listChanges().map(({ path, content }) => [path, content?.toString()])).toEqual(before);
  });
});
