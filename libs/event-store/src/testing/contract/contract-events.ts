import { CommandSchema, EventSchema, InternalEventSchema, message } from '@edda/event-schemas';
import { IsDefined, IsInt, IsString } from 'class-validator';
import type { NewEvent } from '../../event-store.js';

const description = 'For the contract of event stores.';

@EventSchema({ type: 'PageWritten', version: '1.0.0', sender: 'content', description })
export class PageWritten {
  @IsString()
  text!: string;
}

@InternalEventSchema({ type: 'PageCounted', version: '1.0.0', sender: 'content', description })
export class PageCounted {
  @IsInt()
  by!: number;
}

@InternalEventSchema({ type: 'PageKept', version: '1.0.0', sender: 'content', description })
export class PageKept {
  @IsDefined()
  content!: unknown;
}

@CommandSchema({ type: 'PrintPage', version: '1.0.0', sender: 'content', receiver: 'learning', description })
export class PrintPage {
  @IsString()
  text!: string;
}

/** A public event. */
export function written(text: string, id?: string): NewEvent {
  return { ...message(PageWritten, { text }), ...(id !== undefined && { id }) };
}

/** An internal event. */
export function counted(by = 1): NewEvent {
  return message(PageCounted, { by });
}

/** An internal event with any JSON in it. */
export function kept(content: unknown): NewEvent {
  return message(PageKept, { content });
}
