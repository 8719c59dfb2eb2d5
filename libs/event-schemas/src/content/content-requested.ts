import { IsIn, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { CONTENT_ORIGINS, type ContentOrigin } from './import-content.js';

@EventSchema({
  type: 'ContentRequested',
  version: '1.0.0',
  sender: 'content',
  listeners: ['content', 'research-workflow'],
  description: 'A source was asked for. Whoever holds an `upload` delivers its bytes; a `url` is fetched.',
})
export class ContentRequested {
  @IsUUID()
  contentId!: string;

  @IsString()
  source!: string;

  @IsIn(CONTENT_ORIGINS)
  origin!: ContentOrigin;

  @IsOptional()
  @IsString()
  url?: string;

  @IsISO8601()
  timestamp!: string;
}
