import { IsUrl, MaxLength } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { DownloadedFile } from './downloaded-file.js';

@EventSchema({
  type: 'FileDownloadCompleted',
  version: '1.0.0',
  sender: 'content',
  listeners: ['research-workflow'],
  description: 'A file was fetched and is stored under `filePath`.',
})
export class FileDownloadCompleted extends DownloadedFile {
  @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true })
  @MaxLength(4096)
  fileUrl!: string;
}
