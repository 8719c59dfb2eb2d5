// The messages of the run. `fault` names what was done when the message was sent, or what it brings about itself.
import 'reflect-metadata';
import { CommandSchema, EventSchema, InternalEventSchema } from '@edda/event-schemas';
import { IsArray, IsIn, IsInt, IsOptional, IsString } from 'class-validator';
import { CALM, FAULTS } from './faults.mjs';

export class LetterSent {}
export class DraftSaved {}
export class NewsPrinted {}
export class PrintLetter {}

for (const { prototype } of [LetterSent, DraftSaved, NewsPrinted, PrintLetter]) {
  IsIn([CALM, ...Object.keys(FAULTS)])(prototype, 'fault');
}
for (const { prototype } of [LetterSent, PrintLetter]) {
  IsString()(prototype, 'text');
  // A handler refuses it for good, until it is mended.
  IsOptional()(prototype, 'poison');
  IsOptional()(prototype, 'slowMs');
  IsInt()(prototype, 'slowMs');
}

const description = 'For the chaos run of the messaging.';
const common = { version: '1.0.0', sender: 'content', description };
EventSchema({ ...common, type: 'ChaosLetterSent', listeners: ['learning'] })(LetterSent);
InternalEventSchema({ ...common, type: 'ChaosDraftSaved' })(DraftSaved);
CommandSchema({ ...common, type: 'ChaosPrintLetter', receiver: 'learning' })(PrintLetter);

/** An event whose version is that of the build. @param {1 | 2} deployed */
export function declareNews(deployed) {
  const { prototype } = NewsPrinted;
  const listeners = ['learning'];
  if (deployed === 1) {
    IsString()(prototype, 'text');
    EventSchema({ ...common, type: 'ChaosNewsPrinted', listeners })(NewsPrinted);
    return;
  }
  IsArray()(prototype, 'words');
  const upcasters = { 1: ({ text, ...rest }) => ({ ...rest, words: text.split(' ') }) };
  EventSchema({ ...common, type: 'ChaosNewsPrinted', version: '2.0.0', upcasters, listeners })(NewsPrinted);
}

/** The data of one as the build declares it. */
export function news(deployed, fault, text) {
  return deployed === 1 ? { fault, text } : { fault, words: text.split(' ') };
}
