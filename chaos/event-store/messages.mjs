// The events of the run. `fault` names what was done to the store when the event was appended; `after` is the version of
// the stream the writer decided on, which must be the one right before the event's own.
import 'reflect-metadata';
import { EventSchema, InternalEventSchema } from '@edda/event-schemas';
import { IsIn, IsInt, IsOptional, IsString, IsUUID } from 'class-validator';
import { CALM, FAULTS } from './faults.mjs';

export class FeedPosted {}
export class LedgerMoved {}
export class NoteTaken {}

for (const { prototype } of [FeedPosted, LedgerMoved, NoteTaken]) {
  IsUUID()(prototype, 'operation');
  IsIn([CALM, ...Object.keys(FAULTS)])(prototype, 'fault');
  IsString()(prototype, 'text');
}
IsInt()(LedgerMoved.prototype, 'after');
IsOptional()(LedgerMoved.prototype, 'projected');

const version = '1.0.0';
const sender = 'content';
const description = 'For the chaos run of the event store.';
InternalEventSchema({ type: 'ChaosFeedPosted', version, sender, description })(FeedPosted);
EventSchema({ type: 'ChaosLedgerMoved', version, sender, description })(LedgerMoved);
EventSchema({ type: 'ChaosNoteTaken', version, sender, description })(NoteTaken);
