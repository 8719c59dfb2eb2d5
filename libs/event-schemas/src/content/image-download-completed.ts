import { IsBoolean, IsInt, IsUrl, MaxLength, Min } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { Description } from '../schema/description.js';
import { DownloadedFile } from './downloaded-file.js';

@EventSchema({
  type: 'ImageDownloadCompleted',
  version: '1.0.0',
  sender: 'content',
  listeners: ['research-workflow'],
  description: 'An image was fetched and is stored under `filePath`.',
})
export class ImageDownloadCompleted extends DownloadedFile {
  @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true })
  @MaxLength(4096)
  imageUrl!: string;

  @Description('In pixels.')
  @IsInt()
  @Min(1)
  width!: number;

  @Description('In pixels.')
  @IsInt()
  @Min(1)
  height!: number;

  @Description('False when the image was stored as it was fetched.')
  @IsBoolean()
  optimised!: boolean;
}
