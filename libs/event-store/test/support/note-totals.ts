import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Projection, versioned, type ProjectionRegistry } from '../../src/index.js';
import { NoteWritten } from './notes.js';

/** A read model of TypeORM: how many notes a stream has, in the second version of its projection. */
@Entity(versioned('note_totals', 2))
export class NoteTotal {
  @PrimaryColumn('text', { name: 'stream_id' })
  streamId!: string;

  @Column('int')
  notes!: number;
}

export class NoteTotals extends Projection {
  readonly name = 'note-totals';
  override readonly version = 2;
  override readonly tables = [
    {
      name: 'note_totals',
      create: (table: string) => [
        `create table ${table} (stream_id text primary key, notes int not null)`,
        `create index on ${table} (notes)`,
      ],
    },
  ];

  constructor(registry?: ProjectionRegistry) {
    super(registry);
    this.on(NoteWritten, async (_data, { streamId }, { manager }) => {
      const totals = manager.getRepository(NoteTotal);
      const { affected } = await totals.increment({ streamId }, 'notes', 1);
      if (!affected) await totals.insert({ streamId, notes: 1 });
    });
  }
}
