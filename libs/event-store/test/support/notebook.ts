import { Aggregate, Evolver } from '../../src/index.js';
import { NoteCounted, NoteWritten } from './notes.js';

interface NotebookState {
  notes: number;
  last: string | null;
}

const evolver = new Evolver<NotebookState>()
  .on(NoteWritten, (state, { text }) => ({ notes: state.notes + 1, last: text }))
  .on(NoteCounted, (state) => state);

/** An aggregate for the specs: it counts what is written into it. */
export class Notebook extends Aggregate<NotebookState> {
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
