import { describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { Saga, type ICommand } from '@nestjs/cqrs';
import { filter, map, type Observable } from 'rxjs';
import { NoteCounted, NoteWritten } from '../../test/support/notes.js';
import { ReactsTo } from '../cqrs/reacts-to.js';
import type { FixtureEvent } from '../replay/fixture.js';
import { givenReaction } from './given-reaction.js';

class PrintNote implements ICommand {
  constructor(readonly text: string) {}
}

class NoteSagas {
  @Saga()
  @ReactsTo(NoteWritten)
  print(events: Observable<NoteWritten>): Observable<ICommand> {
    return events.pipe(
      filter(({ text }) => text !== 'secret'),
      map(({ text }) => new PrintNote(text)),
    );
  }

  notMarked(): void {
    return;
  }
}

const written = (text: string) => message(NoteWritten, { text });

describe('givenReaction', () => {
  it('tells which commands follow from events', async () => {
    const print = givenReaction(new NoteSagas(), 'print');
    await print.when(written('a'), written('b')).thenCommands(new PrintNote('a'), new PrintNote('b'));
    await print.when(written('secret'), message(NoteCounted, { by: 1 })).thenNothing();
  });

  it('takes the events of a fixture', async () => {
    const event: FixtureEvent = {
      streamId: 'note-1',
      category: 'note',
      version: 1,
      type: 'NoteWritten',
      schemaVersion: '1.0.0',
      data: { text: 'kept' },
      recordedAt: '2026-01-01T00:00:00.000Z',
      metadata: { correlationId: newId(), causationId: null, userId: null, traceparent: null, source: 'content' },
    };
    await givenReaction(new NoteSagas(), 'print').when(event).thenCommands(new PrintNote('kept'));
  });

  it('fails when something else follows', async () => {
    const reacted = givenReaction(new NoteSagas(), 'print').when(written('a'));
    await expect(reacted.thenCommands(new PrintNote('b'))).rejects.toThrow();
    await expect(reacted.thenCommands()).rejects.toThrow();
    await expect(reacted.thenNothing()).rejects.toThrow();
  });

  it('refuses a function that is no saga', () => {
    expect(() => givenReaction(new NoteSagas(), 'notMarked')).toThrow('NoteSagas.notMarked is no reaction');
  });
});
