import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** Runs a program in a process of its own that knows nothing of Jest. */
function run(program: string): unknown {
  const loader = ['--import', '@swc-node/register/esm-register', '--conditions=@edda/source'];
  const output = execFileSync(process.execPath, [...loader, '--input-type=module', '--eval', program], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, NODE_OPTIONS: '' },
    encoding: 'utf8',
  });
  return JSON.parse(output);
}

describe('The test kit', () => {
  const { names, events } = run(`
    import { examples } from '@edda/event-schemas';
    const kit = await import('@edda/testing');
    const store = new kit.InMemoryEventStore();
    const event = examples.find(({ definition }) => definition.type === 'ContentRequested');
    const stream = { tenantId: 'default', streamId: 'note-1', category: 'note' };
    await store.append(stream, [event], { expected: 'none' });
    const events = [];
    for await (const { type, version } of store.readStream(stream)) events.push({ type, version });
    await store.close();
    console.log(JSON.stringify({ names: Object.keys(kit), events }));
  `) as { names: string[]; events: unknown[] };

  it('has a given for everything that events lead to, and is loaded without Jest', () => {
    expect(names).toEqual(
      expect.arrayContaining([
        'InMemoryEventStore',
        'createTestDatabase',
        'eventStoreOver',
        'eventually',
        'given',
        'givenProjection',
        'givenReaction',
        'givenSaga',
        'inStream',
        'installedPostgres',
        'startThrowAwayPostgres',
      ]),
    );
  });

  it('has a store that any program can use', () => {
    expect(events).toEqual([{ type: 'ContentRequested', version: 1 }]);
  });
});
