import { Projection, type ProjectionMode, type ProjectionRegistry } from '../../../src/index.js';
import { NoteWritten } from '../notes.js';

/** Counts the notes of each stream, in a table of its own. */
export class NoteCounts extends Projection {
  override readonly tables = [
    {
      name: 'plans_counts',
      create: (table: string) => `create table ${table} (stream_id text primary key, notes int not null)`,
    },
  ];

  constructor(
    projections?: ProjectionRegistry,
    readonly name = 'plans-counts',
    override readonly mode: ProjectionMode = 'inline',
  ) {
    super(projections);
    this.on(NoteWritten, async (_, { streamId }, write) => {
      await write.query(
        `insert into ${write.tableOf('plans_counts')} as c values ($1, 1)
         on conflict (stream_id) do update set notes = c.notes + 1`,
        [streamId],
      );
    });
  }
}
