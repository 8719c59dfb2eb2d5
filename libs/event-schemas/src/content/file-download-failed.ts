import { IsBoolean, IsISO8601, IsUrl, IsUUID, MaxLength } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { Description } from '../schema/description.js';
import { Nested } from '../schema/nested.js';
import { FailureReason } from './content-processing-completed.js';

@EventSchema({
  type: 'FileDownloadFailed',
  version: '1.0.0',
  sender: 'content',
  listeners: ['research-workflow'],
  description:
    'The download of a file has ended without it: refused, out of attempts, or cancelled. Nothing of it is kept.',
})
export class FileDownloadFailed {
  @IsUUID()
  downloadId!: string;

  @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true })
  @MaxLength(4096)
  fileUrl!: string;

  @Nested(() => FailureReason)
  error!: FailureReason;

  @Description('Whether the same request may succeed later.')
  @IsBoolean()
  retryable!: boolean;

  @IsISO8601()
  timestamp!: string;
}
