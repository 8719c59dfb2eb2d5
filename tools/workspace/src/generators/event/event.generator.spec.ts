import type { FileChange, Tree } from '@nx/devkit';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { syntaxErrors, workspaceAfter, unfilled, realWorkspace } from '../../testing/real-workspace.js';
import { aggregateGenerator } from '../aggregate/aggregate.generator.js';
import { eventGenerator } from './event.generator.js';

const DOMAIN = 'apps/learning/src/sextant/domain';
const SCHEMAS = 'libs/event-schemas/src';

describe('the generator of events', () => {
  let withSextants: FileChange[];
  let tree: Tree;
  beforeAll(async () => {
    const fresh = realWorkspace();
    await aggregateGenerator(fresh, { name: 'sextant', service: 'learning' });
    withSextants = fresh.listChanges();
  });
  beforeEach(() => {
    tree = workspaceAfter(withSextants);
  });

  const textOf = (path: string): string => tree.read(path, 'utf8') ?? '';
  const all = () => tree.listChanges().map(({ path, content }) => [path, content?.toString()]);

  it('publishes it with an example', async () => {
    await eventGenerator(tree, { name: 'SextantIssued', service: 'learning' });
    expect(textOf(`${SCHEMAS}/learning/sextant-issued.ts`)).toMatch(
      /@EventSchema\({\n {2}type: 'SextantIssued',\n {2}version: '1.0.0'/,
    );
    expect(textOf(`${SCHEMAS}/catalogue.ts`)).toMatch(/\bSextantIssued,\n/);
    expect(textOf(`${SCHEMAS}/examples/learning-sextant-examples.ts`)).toContain(
      'message(SextantIssued, { ...sextant, timestamp: at(53) })',
    );
    expect(syntaxErrors(tree)).toEqual([]);
    expect(unfilled(tree)).toEqual([]);
  });

  it('lets the aggregate record it, know of it and be tested for it', async () => {
    await eventGenerator(tree, { name: 'SextantIssued', service: 'learning' });
    expect(textOf(`${DOMAIN}/sextant.ts`)).toContain('  markIssued(deed: Deed): void {');
    expect(textOf(`${DOMAIN}/sextant.ts`)).toContain('snapshotVersion = 2;');
    const state = textOf(`${DOMAIN}/sextant-state.ts`);
    expect(state).toContain('  readonly issuedAt: string | null;');
    expect(state).toContain('  issuedAt: null,');
    expect(state).toContain('.on(SextantIssued, (state, { timestamp }) => ({ ...state, issuedAt: timestamp }))');
    expect(textOf(`${DOMAIN}/sextant.spec.ts`)).toContain("it('records SextantIssued once, while it is open'");
  });

  it('gives callers a command for it, with a test', async () => {
    await eventGenerator(tree, { name: 'SextantIssued', service: 'learning', command: 'issue' });
    const room = 'apps/learning/src/sextant';
    expect(textOf(`${room}/commands/issue-sextant/issue-sextant.handler.ts`)).toContain('it.issue(deedNow())');
    expect(textOf(`${DOMAIN}/sextant.ts`)).toContain('  issue(deed: Deed): void {');
    expect(textOf(`${room}/http/sextants.controller.ts`)).toContain("@Post(':sextantId/issue')");
    expect(textOf(`${room}/sextant-providers.ts`)).toMatch(
      /SEXTANT_PROVIDERS: Provider\[\] = \[[^\]]*IssueSextantHandler/,
    );
    expect(textOf('apps/learning/test/sextants.int-spec.ts')).toContain('call<SextantDto>(`/${id}/issue`');
    expect(syntaxErrors(tree)).toEqual([]);
    expect(unfilled(tree)).toEqual([]);
  });

  it('keeps an internal one in the service', async () => {
    await eventGenerator(tree, { name: 'sextant-reminder-sent', service: 'learning', internal: true });
    expect(textOf(`${DOMAIN}/sextant-reminder-sent.ts`)).toContain('@InternalEventSchema({');
    expect(textOf(`${DOMAIN}/sextant-state.ts`)).toContain("from './sextant-reminder-sent.js'");
    expect(textOf(`${SCHEMAS}/catalogue.ts`)).not.toContain('SextantReminderSent');
    expect(syntaxErrors(tree)).toEqual([]);
  });

  it('finds the aggregate by the start of the name, the longest that fits', async () => {
    await aggregateGenerator(tree, { name: 'sextant-line', service: 'learning' });
    await eventGenerator(tree, { name: 'SextantLineMoved', service: 'learning' });
    expect(textOf('apps/learning/src/sextant-line/domain/sextant-line.ts')).toContain('markMoved(deed: Deed)');
    expect(textOf(`${DOMAIN}/sextant.ts`)).not.toContain('SextantLineMoved');
  });

  it.each([
    [{ name: 'Issued', service: 'learning' }, /^"Issued" is no name for an event/],
    [{ name: 'SextantCreated', service: 'learning' }, /^There is an event SextantCreated already/],
    [
      { name: 'LightSeen', service: 'learning' },
      /^The service learning has several aggregates: give --aggregate one of learning-path, sextant\.$/,
    ],
    [
      { name: 'SextantIssued', service: 'learning', aggregate: 'bill' },
      /^The service learning has no aggregate "bill"/,
    ],
    [
      { name: 'LearningPathIssued', service: 'learning' },
      /^There is no .*learning-path-state\.ts: the aggregate learning-path is not a generated one/,
    ],
    [
      { name: 'SextantIssued', service: 'learning', command: 'close' },
      /commands\/close-sextant is there already: give --command another word/,
    ],
    [
      { name: 'SextantIssued', service: 'learning', command: 'told' },
      /sextant\.ts has a method told already: give --command another word/,
    ],
    [{ name: 'SextantIssued', service: 'nowhere' }, /^There is no service "nowhere"/],
  ])('refuses %j with a sentence, and writes nothing', async (options, sentence) => {
    const before = all();
    await expect(eventGenerator(tree, options)).rejects.toThrow(sentence);
    expect(all()).toEqual(before);
  });

  it('refuses an event that it has written before, and changes nothing', async () => {
    await eventGenerator(tree, { name: 'SextantIssued', service: 'learning' });
    await eventGenerator(tree, { name: 'SextantSeen', service: 'learning', internal: true });
    const before = all();
    await expect(eventGenerator(tree, { name: 'SextantIssued', service: 'learning' })).rejects.toThrow(
      /^There is an event SextantIssued already/,
    );
    await expect(eventGenerator(tree, { name: 'SextantSeen', service: 'learning', internal: true })).rejects.toThrow(
      /sextant-seen\.ts is there already/,
    );
    expect(all()).toEqual(before);
  });
});
