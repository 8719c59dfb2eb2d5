import { EventSchema, InternalEventSchema, CommandSchema } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { IsInt, IsString } from 'class-validator';
import type { StreamName } from '../../src/index.js';

const description = 'For the specs of the event store.';

@EventSchema({ type: 'NoteWritten', version: '1.0.0', sender: 'content', description })
export class NoteWritten {
  @IsString()
  text!: string;
}

@InternalEventSchema({ type: 'NoteCounted', version: '1.0.0', sender: 'content', description })
export class NoteCounted {
  @IsInt()
  by!: number;
}

@CommandSchema({ type: 'PrintNote', version: '1.0.0', sender: 'content', receiver: 'learning', description })
export class PrintNote {
  @IsString()
  text!: string;
}

/** The name of a stream that nobody has written to. */
export function newStream(tenantId = 'default'): StreamName {
  return { tenantId, streamId: `note-${newId()}`, category: 'note' };
}
