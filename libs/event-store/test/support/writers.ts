import { setTimeout } from 'node:timers/promises';
import { message } from '@edda/event-schemas';
import { streamName, type PostgresEventStore } from '../../src/index.js';
import { NoteWritten } from './notes.js';

/** Writers that append to a few streams at the same time until they are stopped. */
export class Writers {
  appended = 0;
  private stopped = false;
  private readonly running: Promise<void>[];

  /** @param label tells the texts of these writers from those of others */
  constructor(
    private readonly store: PostgresEventStore,
    private readonly label: string,
    count = 8,
    private readonly restMs = 25,
    private readonly streams = 5,
  ) {
    this.running = Array.from({ length: count }, (_, writer) => this.write(writer));
  }

  async stop(): Promise<number> {
    this.stopped = true;
    await Promise.all(this.running);
    return this.appended;
  }

  private async write(writer: number): Promise<void> {
    for (let index = 0; !this.stopped; index++) {
      const stream = streamName('list', `${(writer + index) % this.streams}`);
      const result = await this.store.append(stream, [note(`${this.label}${writer}.${index}`)], { expected: 'any' });
      if (!result.ok) throw new Error('"any" never conflicts.');
      this.appended++;
      await setTimeout(this.restMs);
    }
  }
}

export function note(text: string) {
  return message(NoteWritten, { text });
}

/** Appends notes to a stream, ten at a time. */
export async function writeNotes(store: PostgresEventStore, id: string, texts: readonly string[]): Promise<number> {
  let position = 0;
  for (let start = 0; start < texts.length; start += 10) {
    const events = texts.slice(start, start + 10).map(note);
    const result = await store.append(streamName('list', id), events, { expected: 'any' });
    if (!result.ok) throw new Error('"any" never conflicts.');
    position = result.position;
  }
  return position;
}

export function texts(label: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${label}${index}`);
}
