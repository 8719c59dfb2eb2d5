import type { FileChange, Tree } from '@nx/devkit';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { syntaxErrors, workspaceAfter, unfilled, realWorkspace } from '../../testing/real-workspace.js';
import { aggregateGenerator } from '../aggregate/aggregate.generator.js';
import { projectionGenerator } from './projection.generator.js';

const ROOM = 'apps/learning/src/adrift';

describe('the generator of projections', () => {
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
  const events = 'SextantCreated,SextantClosed';

  it('keeps an entry for each thing, with the fields of its events', async () => {
    await projectionGenerator(tree, { name: 'adrift', service: 'learning', events });
    expect(syntaxErrors(tree)).toEqual([]);
    expect(unfilled(tree)).toEqual([]);
    const projection = textOf(`${ROOM}/projections/adrift.projection.ts`);
    expect(projection).toContain('this.on(SextantCreated, ({ sextantId, name }, message, write) =>');
    expect(projection).toContain('this.on(SextantClosed, ({ sextantId, reason }, message, write) =>');
    expect(projection).not.toContain('SextantRenamed');
    const migration = tree.children('apps/learning/src/migrations').find((file) => file.endsWith('-create-adrift.ts'));
    expect(textOf(`apps/learning/src/migrations/${migration}`)).toMatch(
      /sextant_id uuid primary key,[^)]*\bname text,\s+reason text,/,
    );
  });

  it('makes it a part of the service, with a migration behind that of the aggregate', async () => {
    await projectionGenerator(tree, { name: 'adrift', service: 'learning', events });
    const module = textOf('apps/learning/src/learning.module.ts');
    expect(module).toMatch(/projections: \[[^\]]*\bAdriftProjection\]/);
    expect(module).toMatch(/\bCreateSextants\d{13},\s+CreateAdrift\d{13}/);
    expect(module).toContain('...ADRIFT_CONTROLLERS');
  });

  it('follows all events of a service when they are of one thing', async () => {
    await aggregateGenerator(tree, { name: 'sextant-note', service: 'research-workflow' });
    const sentence = /have no id like invoiceId in common: give --events those of one aggregate/;
    await expect(projectionGenerator(tree, { name: 'adrift-notes', service: 'research-workflow' })).rejects.toThrow(
      sentence,
    );
    await projectionGenerator(tree, {
      name: 'adrift-notes',
      service: 'research-workflow',
      events: 'SextantNoteCreated, SextantNoteRenamed',
    });
    expect(syntaxErrors(tree)).toEqual([]);
  });

  it.each([
    [{ name: 'adrift', service: 'learning', events: 'SextantLost' }, /^learning has no public event "SextantLost"/],
    [
      { name: 'adrift', service: 'learning', events: 'ContentUploaded' },
      /^learning has no public event "ContentUploaded"/,
    ],
    [{ name: 'over due', service: 'learning', events }, /^"over due" is no name for a projection/],
    [
      { name: 'projection', service: 'learning', events },
      /^"projection" is what the code of every service calls a part/,
    ],
    [{ name: 'sextant', service: 'learning', events }, /^apps\/learning\/src\/sextant is there already/],
    [{ name: 'adrift', service: 'nowhere', events }, /^There is no service "nowhere"/],
  ])('refuses %j with a sentence, and writes nothing', async (options, sentence) => {
    const before = all();
    await expect(projectionGenerator(tree, options)).rejects.toThrow(sentence);
    expect(all()).toEqual(before);
  });

  it('refuses a projection that it has written before, and changes nothing', async () => {
    await projectionGenerator(tree, { name: 'adrift', service: 'learning', events });
    const before = all();
    await expect(projectionGenerator(tree, { name: 'adrift', service: 'learning', events })).rejects.toThrow(
      /is there already/,
    );
    expect(all()).toEqual(before);
  });
});
