import type {
  DeclaredTable,
  EventStore,
  ProjectionMode,
  ProjectionRegistry,
  ProjectedMessage,
  ProjectionWrite,
} from '../../src/index.js';
import { Projection } from '../../src/index.js';
import { NoteWritten } from './notes.js';

export interface NoteListsOptions {
  name?: string;
  version?: number;
  mode?: ProjectionMode;
  shards?: number;
}

/** A read model that shows what was left out, doubled or in a wrong order: the texts of each stream, one after the other. */
export class NoteLists extends Projection {
  readonly name: string;
  override readonly version: number;
  override readonly mode: ProjectionMode;
  override readonly shards: number;
  override readonly tables: readonly DeclaredTable[] = [
    {
      name: 'note_lists',
      create: (table: string) =>
        `create table ${table} (stream_id text primary key, notes int not null, texts text not null)`,
    },
  ];
  /** Texts that had a side effect. */
  readonly effects: string[] = [];
  /** To be run before each text is written. */
  onText: (text: string, write: ProjectionWrite) => Promise<void> | void = () => undefined;

  constructor(registry?: ProjectionRegistry, options: NoteListsOptions = {}) {
    super(registry);
    this.name = options.name ?? 'note-lists';
    this.version = options.version ?? 1;
    this.mode = options.mode ?? 'inline';
    this.shards = options.shards ?? 1;
    this.on(NoteWritten, (data, message, write) => this.write(data, message, write));
  }

  private async write({ text }: NoteWritten, { streamId }: ProjectedMessage, write: ProjectionWrite): Promise<void> {
    await this.onText(text, write);
    const table = write.tableOf('note_lists');
    await write.query(
      `insert into ${table} values ($1, 1, $2)
       on conflict (stream_id) do update set notes = ${table}.notes + 1, texts = ${table}.texts || ' ' || excluded.texts`,
      [streamId, text],
    );
    write.effect(() => void this.effects.push(text));
  }
}

/** What the read model holds, by stream. */
export async function listsIn(
  client: { query<Rows>(sql: string): Promise<Rows> },
  table = 'note_lists',
): Promise<Record<string, string>> {
  const rows = await client.query<{ stream_id: string; texts: string }[]>(`select * from ${table} order by stream_id`);
  return Object.fromEntries(rows.map(({ stream_id, texts }) => [stream_id, texts]));
}

/** What it should hold. */
export async function listsInLog(store: EventStore): Promise<Record<string, string>> {
  const lists = new Map<string, string[]>();
  for await (const { streamId, data } of store.readAll({ allTenants: true, types: ['NoteWritten'] })) {
    lists.set(streamId, [...(lists.get(streamId) ?? []), (data as NoteWritten).text]);
  }
  return Object.fromEntries(
    [...lists].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, texts]) => [id, texts.join(' ')]),
  );
}
