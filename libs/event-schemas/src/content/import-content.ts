import { IsIn, IsOptional, IsString, IsUrl, IsUUID, MaxLength, MinLength } from 'class-validator';
import { CommandSchema } from '../message-definition.js';
import { Description } from '../schema/description.js';

export const CONTENT_ORIGINS = ['upload', 'url'] as const;
export type ContentOrigin = (typeof CONTENT_ORIGINS)[number];

@CommandSchema({
  type: 'ImportContent',
  version: '1.0.0',
  sender: 'research-workflow',
  receiver: 'content',
  description: 'Take a source in: fetch the URL, or ask whoever holds the file for its bytes.',
})
export class ImportContent {
  @IsUUID()
  contentId!: string;

  @IsString()
  @MinLength(1)
  @MaxLength(4096)
  source!: string;

  @IsIn(CONTENT_ORIGINS)
  origin!: ContentOrigin;

  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true })
  @MaxLength(4096)
  url?: string;

  @Description('Why the one who asks cannot deliver the bytes; the content fails with this reason.')
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  unavailable?: string;
}
