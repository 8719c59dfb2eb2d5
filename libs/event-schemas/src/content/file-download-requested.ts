import { IsISO8601, IsObject, IsOptional, IsString, IsUrl, IsUUID, MaxLength } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { Description } from '../schema/description.js';

@EventSchema({
  type: 'FileDownloadRequested',
  version: '1.0.0',
  sender: 'content',
  listeners: ['research-workflow'],
  description: 'A file of any kind is to be fetched from a URL, scanned and stored.',
})
export class FileDownloadRequested {
  @IsUUID()
  downloadId!: string;

  @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true })
  @MaxLength(4096)
  fileUrl!: string;

  @Description('Chosen by who asks; the source names it otherwise.')
  @IsOptional()
  @IsString()
  @MaxLength(255)
  fileName?: string;

  @Description('Of who asks, as it was given.')
  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;

  @IsOptional()
  @IsString()
  userId!: string | null;

  @IsISO8601()
  timestamp!: string;
}
