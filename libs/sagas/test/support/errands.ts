import { CommandSchema, message, type NewMessage } from '@edda/event-schemas';
import { IsInt, IsString } from 'class-validator';

@CommandSchema({
  type: 'RunErrand',
  version: '1.0.0',
  sender: 'content',
  receiver: 'agent-task',
  description: 'For the specs of sagas.',
})
export class RunErrand {
  @IsString()
  errand!: string;

  @IsInt()
  attempt!: number;
}

/** A command as the steps of specs send it. */
export function runErrand(errand: string, attempt = 1): NewMessage {
  return message(RunErrand, { errand, attempt }) as NewMessage;
}

export function errand(name: string, attempt = 1): { message: NewMessage; key: string } {
  return { message: runErrand(name, attempt), key: name };
}
