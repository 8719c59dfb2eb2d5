import { CommandSchema, EventSchema } from '@edda/event-schemas';
import { IsInt, IsUUID } from 'class-validator';

/** What a remote step asks of the other context. */
export class AddOne {}

/** What came of it. */
export class OneAdded {}

for (const payload of [AddOne, OneAdded]) {
  IsUUID()(payload.prototype, 'additionId');
  IsInt()(payload.prototype, 'sum');
}
const description = 'What sagas are measured with.';
CommandSchema({ type: 'AddOne', version: '1.0.0', sender: 'research-workflow', receiver: 'content', description })(
  AddOne,
);
EventSchema({ type: 'OneAdded', version: '1.0.0', sender: 'content', listeners: ['research-workflow'], description })(
  OneAdded,
);
