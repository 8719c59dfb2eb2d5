// The messages between the two contexts of the run: `content` has the sagas, `learning` carries out their commands.
import 'reflect-metadata';
import { CommandSchema, EventSchema } from '@edda/event-schemas';
import { IsBoolean, IsDefined, IsIn, IsInt, IsOptional, IsString, IsUUID } from 'class-validator';

/** What a command is for. */
export const PURPOSES = ['do', 'undo', 'release'];
/** How it is answered: at once, with a refusal, after `lateMs`, twice, or not at all. */
export const ANSWERS = ['ok', 'refuse', 'late', 'twice', 'never'];

export class Work {}
export class WorkAnswered {}
export class SagaOrdered {}
export class SagaSignalled {}

for (const { prototype } of [Work, WorkAnswered]) {
  IsUUID()(prototype, 'sagaId');
  IsString()(prototype, 'step');
  IsInt()(prototype, 'round');
  IsInt()(prototype, 'index');
  IsInt()(prototype, 'attempt');
  IsIn(PURPOSES)(prototype, 'purpose');
}
IsIn(ANSWERS)(Work.prototype, 'answer');
IsInt()(Work.prototype, 'lateMs');
// The id of the command that is called off.
IsOptional()(Work.prototype, 'of');
IsUUID()(Work.prototype, 'of');
IsUUID()(WorkAnswered.prototype, 'requestId');
IsBoolean()(WorkAnswered.prototype, 'ok');
IsUUID()(SagaOrdered.prototype, 'sagaId');
IsString()(SagaOrdered.prototype, 'saga');
IsDefined()(SagaOrdered.prototype, 'state');
IsOptional()(SagaOrdered.prototype, 'version');
IsString()(SagaOrdered.prototype, 'version');
IsUUID()(SagaSignalled.prototype, 'sagaId');
IsUUID()(SagaSignalled.prototype, 'signalId');
IsString()(SagaSignalled.prototype, 'signal');

const description = 'For the chaos run of the sagas.';
const common = { version: '1.0.0', description };
CommandSchema({ ...common, type: 'ChaosWork', sender: 'content', receiver: 'learning' })(Work);
const heard = { ...common, sender: 'learning', listeners: ['content'] };
EventSchema({ ...heard, type: 'ChaosWorkAnswered' })(WorkAnswered);
EventSchema({ ...heard, type: 'ChaosSagaOrdered' })(SagaOrdered);
EventSchema({ ...heard, type: 'ChaosSagaSignalled' })(SagaSignalled);
