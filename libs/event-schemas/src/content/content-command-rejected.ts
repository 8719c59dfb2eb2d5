import { ReplySchema } from '../message-definition.js';
import { Rejection } from '../shared/command-rejected.js';

@ReplySchema({
  type: 'ContentCommandRejected',
  version: '1.0.0',
  sender: 'content',
  receiver: 'research-workflow',
  description: 'The content service refuses a command; sending it again will not help.',
})
export class ContentCommandRejected extends Rejection {}
