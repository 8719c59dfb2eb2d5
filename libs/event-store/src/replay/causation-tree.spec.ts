import { describe, expect, it } from '@jest/globals';
import type { EventStore, ReadAllOptions } from '../event-store.js';
import type { RecordedMessage } from '../recorded-message.js';
import { causationTree } from './causation-tree.js';
import { renderTree } from './render-tree.js';

const RECORDED = new Date('2026-01-01T09:00:00.000Z');

/** A log of messages given as `id` or `id<cause`, in the order of their positions. */
function logOf(...messages: string[]): Pick<EventStore, 'readAll'> & { asked: ReadAllOptions[] } {
  const asked: ReadAllOptions[] = [];
  const recorded = messages.map((message, index) => recordedFrom(message, index + 1));
  return {
    asked,
    async *readAll(options = {}) {
      asked.push(options);
      yield* recorded.slice(0, options.limit);
    },
  };
}

function recordedFrom(message: string, position: number): RecordedMessage {
  const [id = '', causationId = null] = message.split('<');
  const isCommand = id.startsWith('c');
  return {
    position,
    id,
    kind: isCommand ? 'command' : 'event',
    tenantId: 'default',
    streamId: isCommand ? 'key' : 'note-1',
    category: 'note',
    version: isCommand ? null : position,
    previousPublic: null,
    type: isCommand ? 'PrintNote' : 'NoteWritten',
    schemaVersion: '1.0.0',
    topic: null,
    data: {},
    metadata: { correlationId: 'all', causationId, userId: null, traceparent: null, source: 'test' },
    recordedAt: RECORDED,
  };
}

async function lines(...messages: string[]): Promise<string[]> {
  return renderTree(await causationTree(logOf(...messages), 'all')).map((line) =>
    line
      .replace(/NoteWritten  note-1  /, '')
      .replace(/PrintNote  command  key  /, '')
      .replace(/  2026-01-01T09:00:00.000Z/, ''),
  );
}

describe('The causation tree', () => {
  it('asks for every kind of message of the correlation, as it is stored', async () => {
    const log = logOf('a');
    await causationTree(log, 'all', { tenantId: 'acme' });
    expect(log.asked).toEqual([
      { correlationId: 'all', tenantId: 'acme', kinds: ['event', 'command', 'reply'], raw: true, limit: 10_001 },
    ]);
  });

  it('puts each message below its cause, in the order of the log', async () => {
    expect(await lines('a', 'c1<a', 'b<a', 'd<c1', 'e<b', 'f')).toEqual([
      'v1  #1  a',
      '├─ #2  c1',
      '│  └─ v4  #4  d',
      '└─ v3  #3  b',
      '   └─ v5  #5  e',
      'v6  #6  f',
    ]);
  });

  it('shows a cause that lies elsewhere as a root without a message', async () => {
    expect(await lines('a', 'b<elsewhere', 'd<elsewhere')).toEqual([
      'v1  #1  a',
      '(not in this log)  elsewhere',
      '├─ v2  #2  b',
      '└─ v3  #3  d',
    ]);
  });

  it('finds a cause that stands behind what it caused', async () => {
    expect(await lines('b<a', 'a')).toEqual(['v2  #2  a', '└─ v1  #1  b']);
  });

  it('comes to an end when messages cause each other', async () => {
    expect(await lines('a<a', 'b<e', 'd<b', 'e<d', 'f<e')).toEqual([
      'v1  #1  a',
      'v2  #2  b',
      '└─ v3  #3  d',
      '   └─ v4  #4  e',
      '      └─ v5  #5  f',
    ]);
  });

  it('holds every message once, also in a chain as long as it may be', async () => {
    const chain = Array.from({ length: 10_000 }, (_, index) => (index === 0 ? 'm0' : `m${index}<m${index - 1}`));
    const tree = await causationTree(logOf(...chain), 'all');
    const rendered = renderTree(tree);
    expect([tree.size, tree.roots.length, rendered.length]).toEqual([10_000, 1, 10_000]);
    expect(rendered.at(-1)).toContain('(9999) NoteWritten');
    expect(Math.max(...rendered.map((line) => line.length))).toBeLessThan(300);
  });

  it('is refused when it would be larger than asked for', async () => {
    const tree = causationTree(logOf('a', 'b', 'd'), 'all', { limit: 2 });
    await expect(tree).rejects.toMatchObject({ kind: 'too-large', code: 'CAUSATION_TREE_TOO_LARGE' });
    expect((await causationTree(logOf('a', 'b'), 'all', { limit: 2 })).size).toBe(2);
  });

  it('shows a stream id that would steer the terminal as text', () => {
    const message = { ...recordedFrom('a', 1), streamId: 'note-\u001b[31m\r\n' };
    const [line] = renderTree({ correlationId: 'all', size: 1, roots: [{ kind: 'message', message, children: [] }] });
    expect(line).toContain('note-\ufffd[31m\ufffd\ufffd  v1');
  });
});
