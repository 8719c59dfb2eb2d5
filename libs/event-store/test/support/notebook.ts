import { EventSchema, Personal } from '@edda/event-schemas';
import { IsString } from 'class-validator';
import { Aggregate, Evolver } from '../../src/index.js';
import { NoteCounted, NoteWritten } from './notes.js';

export interface NotebookState {
  notes: number;
  last: string | null;
}

const evolver = new Evolver<NotebookState>()
  .on(NoteWritten, (state, { text }) => ({ notes: state.notes + 1, last: text }))
  .on(NoteCounted, (state) => state);

/** An aggregate for the specs: it counts what is written into it. */
export class Notebook extends Aggregate<NotebookState, NoteWritten | NoteCounted> {
  static readonly category: string = 'notebook';
  static readonly snapshotVersion: number = 1;

  constructor(id: string) {
    super(id, { notes: 0, last: null }, evolver);
  }

  write(...texts: string[]): void {
    for (const text of texts) this.record(NoteWritten, { text });
  }
}

/** The same after a change to the shape of its state. */
export class ChangedNotebook extends Notebook {
  static override readonly snapshotVersion = 2;
}

/** Refuses snapshots that it cannot read. */
export class CarefulNotebook extends Notebook {
  static readonly snapshotEvery = 5;

  override restore(state: NotebookState): void {
    if (typeof state.notes !== 'number') throw new Error('That is not the state of a notebook.');
    super.restore(state);
  }
}

interface DiaryState {
  writtenAt: Date | null;
}

const diaryEvolver = new Evolver<DiaryState>().on(NoteWritten, (_state, { text }) => ({ writtenAt: new Date(text) }));

/** An aggregate whose state JSON does not keep. */
export class Diary extends Aggregate<DiaryState> {
  static readonly category = 'diary';
  static readonly snapshotVersion = 1;
  static readonly snapshotEvery = 1;

  constructor(id: string) {
    super(id, { writtenAt: null }, diaryEvolver);
  }

  write(day: string): void {
    this.record(NoteWritten, { text: day });
  }
}

@EventSchema({ type: 'MemberJoined', version: '1.0.0', sender: 'content', description: 'For the specs of aggregates.' })
export class MemberJoined {
  @IsString()
  memberId!: string;

  @Personal({ subject: 'memberId' })
  @IsString()
  name!: string;
}

const memberEvolver = new Evolver<number>().on(MemberJoined, (times) => times + 1);

/** An aggregate whose events have personal fields. */
export class Member extends Aggregate<number> {
  static readonly category = 'member';
  static readonly snapshotVersion = 1;
  static readonly snapshotEvery = 1;

  constructor(id: string) {
    super(id, 0, memberEvolver);
  }

  join(name: string): void {
    this.record(MemberJoined, { memberId: this.id, name });
  }
}
