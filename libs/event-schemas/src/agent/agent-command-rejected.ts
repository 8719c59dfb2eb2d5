import { ReplySchema } from '../message-definition.js';
import { Rejection } from '../shared/command-rejected.js';

@ReplySchema({
  type: 'AgentCommandRejected',
  version: '1.0.0',
  sender: 'agent-task',
  receiver: 'research-workflow',
  description: 'The agent-task service refuses a command; sending it again will not help.',
})
export class AgentCommandRejected extends Rejection {}
