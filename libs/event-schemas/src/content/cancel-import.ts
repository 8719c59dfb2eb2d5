import { IsString, IsUUID, MaxLength } from 'class-validator';
import { CommandSchema } from '../message-definition.js';

@CommandSchema({
  type: 'CancelImport',
  version: '1.0.0',
  sender: 'research-workflow',
  receiver: 'content',
  description: 'Stop taking a source in that nobody needs any more. A content that is finished stays as it is.',
})
export class CancelImport {
  @IsUUID()
  contentId!: string;

  @IsString()
  @MaxLength(1000)
  reason!: string;
}
