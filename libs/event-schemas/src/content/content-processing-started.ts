import { IsISO8601, IsUUID } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { ProcessingOptions } from './content-uploaded.js';
import { Nested } from '../schema/nested.js';

@EventSchema({
  type: 'ContentProcessingStarted',
  version: '1.0.0',
  sender: 'content',
  listeners: ['research-workflow'],
  description: 'The text of a source is being extracted.',
})
export class ContentProcessingStarted {
  @IsUUID()
  contentId!: string;

  @Nested(() => ProcessingOptions)
  processingOptions!: ProcessingOptions;

  @IsISO8601()
  timestamp!: string;
}
