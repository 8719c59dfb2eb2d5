import { IsArray, IsHash, IsString, IsUUID } from 'class-validator';

/** The windows of one source that may answer. */
export class Candidates {
  @IsUUID()
  contentId!: string;

  @IsString()
  source!: string;

  /** Of the source's bytes. */
  @IsHash('sha256')
  sha256!: string;

  /** `[start, end, score]` of each, in UTF-16 units of its text. */
  @IsArray()
  @IsArray({ each: true })
  windows!: [number, number, number][];
}
