import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Tree } from '@nx/devkit';
import { parseAllDocuments } from 'yaml';
import { realWorkspace, syntaxErrors, unfilled } from '../../testing/real-workspace.js';
import { serviceGenerator } from './service.generator.js';
import { freePort } from './wiring/gateway.js';

// The workspace may have any service by now, so these have names that nobody gives.

/** What was written, by path. */
function textsOf(tree: Tree): Map<string, string> {
  return new Map(tree.listChanges().map(({ path, content }) => [path, content?.toString() ?? '']));
}

function yamlErrors(tree: Tree): string[] {
  return [...textsOf(tree)]
    .filter(([path]) => /\.ya?ml$/.test(path))
    .flatMap(([path, text]) => parseAllDocuments(text, { merge: true }).map((document) => ({ path, document })))
    .flatMap(({ path, document }) => document.errors.map(({ message }) => `${path}: ${message}`));
}

describe('a generated service', () => {
  let tree: Tree;
  let files: Map<string, string>;
  let port: number;

  beforeAll(async () => {
    tree = realWorkspace();
    port = freePort(tree);
    await serviceGenerator(tree, { name: 'sextant-desk', aggregate: 'sextant-slot' });
    files = textsOf(tree);
  });

  const has = (path: string): string => {
    const text = files.get(path);
    if (text === undefined) throw new Error(`${path} is not written: ${[...files.keys()].join(', ')}`);
    return text;
  };

  it('is a context with topics of its own', () => {
    expect(has('libs/event-schemas/src/topics.ts')).toContain(" | 'sextant-desk';");
    expect(has('libs/event-schemas/src/topics.ts')).toContain("event: topic('sextant_desk_events', 12, 30),");
    expect(has('libs/event-schemas/src/catalogue.ts')).toContain('  SextantSlotCreated,\n');
  });

  it('has its place at the gateway, behind the ports of the others', () => {
    expect(has('apps/gateway/src/upstreams.ts')).toMatch(
      /\{ name: 'sextant-desk', env: 'SEXTANT_DESK_URL', port: \d+, paths: \['\/sextant-desk'\], takesUploads: false \},\n\];/,
    );
    expect(has('apps/sextant-desk/src/sextant-desk.config.ts')).toContain(`@EnvDefaults({ PORT: ${port} })`);
    expect(has('docs/services.md')).toContain(`, ${port} sextant-desk, 3000 gateway`);
    expect(has('docs/services.md')).toMatch(/\| `SEXTANT_DESK_URL` +\| gateway +\| the sextant desk service/);
  });

  it('has its place in the platform', () => {
    const services = has('apps/standalone/src/platform/services.ts');
    expect(services).toContain("import { sextantDeskService } from '@edda/sextant-desk';");
    expect(services).toContain('  { definition: sextantDeskService, calls: [] },\n];');
    expect(has('apps/standalone/package.json')).toContain('"@edda/sextant-desk": "0.1.0"');
    expect(has('tsconfig.json')).toContain('"./apps/sextant-desk"');
  });

  it('is deployed with its migrations, its database and its address', () => {
    const compose = parseAllDocuments(has('docker-compose.yml'), { merge: true })[0]?.toJS({ maxAliasCount: -1 });
    expect(compose.services['sextant-desk'].depends_on).toMatchObject({
      kafka: { condition: 'service_healthy' },
      'sextant-desk-migrate': { condition: 'service_completed_successfully' },
    });
    expect(compose.services['sextant-desk'].environment.DATABASE_URL).toMatch(/@postgres:5432\/edda_sextant_desk$/);
    expect(compose.services['sextant-desk-migrate'].command).toEqual(['migrate']);
    expect(compose.services.gateway.environment.SEXTANT_DESK_URL).toBe('http://sextant-desk:8080');
    expect(compose.services.databases.environment.DATABASES.split(' ')).toContain('sextant_desk');
    expect(has('observability/prometheus.yaml')).toContain('          - sextant-desk\n');
    expect(has('k8s/base/kustomization.yaml')).toMatch(/^ {2}- sextant-desk$/m);
    expect(has('k8s/base/upstreams.env')).toContain('SEXTANT_DESK_URL=http://sextant-desk:8080\n');
    expect(has('k8s/components/postgres/sextant-desk.yaml')).toMatch(
      /database: edda_sextant_desk\n +owner: sextant_desk\n/,
    );
    const copied = [...files].filter(([path]) => path.startsWith('k8s/base/sextant-desk/'));
    expect(copied).toHaveLength(tree.children('k8s/base/learning').length);
    expect(copied.filter(([, text]) => /learning/.test(text))).toEqual([]);
  });

  it('listens to the event that it was asked to react to', () => {
    expect(has('libs/event-schemas/src/content/content-processing-completed.ts')).toContain("'sextant-desk'");
    expect(has('apps/sextant-desk/test/sextant-desk.e2e-spec.ts')).toContain('ContentProcessingCompleted');
  });

  it('is refused a second time, and nothing changes', async () => {
    const now = textsOf(tree);
    await expect(serviceGenerator(tree, { name: 'sextant-desk', aggregate: 'other' })).rejects.toThrow(
      'apps/sextant-desk is there already: take another name, or add to it with "npx nx g @edda/workspace:aggregate".',
    );
    expect(textsOf(tree)).toEqual(now);
  });

  it('is one of several', async () => {
    await serviceGenerator(tree, { name: 'sextant-archive' });
    expect(tree.read('apps/sextant-archive/src/sextant-archive.config.ts', 'utf8')).toContain(
      `@EnvDefaults({ PORT: ${port + 1} })`,
    );
    expect(tree.exists('apps/sextant-archive/src/sextant-archive-record/domain/sextant-archive-record.ts')).toBe(true);
  });
});

it.each([
  ['sextants', 'sextant', 'ContentProcessingCompleted'],
  ['sextant-policies', 'sextant-policy', 'LearningPathCreated'],
  ['x-sextant', 'x-sextant-image', 'ContentUploaded'],
  ['a-very-long-name-of-forty-characters-yes', 'an-aggregate-name-of-forty-characters-ok', 'FileDownloadRequested'],
])('%s with %s, created for %s, is written in sound files', async (name, aggregate, reactsTo) => {
  const tree = realWorkspace();
  await serviceGenerator(tree, { name, aggregate, reactsTo });
  expect([...syntaxErrors(tree), ...yamlErrors(tree), ...unfilled(tree)]).toEqual([]);
});

it('an event that nobody sends is refused', async () => {
  await expect(serviceGenerator(realWorkspace(), { name: 'sextant', reactsTo: 'NothingDone' })).rejects.toThrow(
    'There is no event "NothingDone" in the schemas',
  );
});
