import { IsHash, IsInt, IsNumber, IsString, IsUUID, Min } from 'class-validator';

/** A stretch of a source, in UTF-16 units of its text. */
export class Passage {
  @IsUUID()
  contentId!: string;

  @IsString()
  source!: string;

  /** Of the source's bytes. */
  @IsHash('sha256')
  sha256!: string;

  @IsInt()
  @Min(0)
  start!: number;

  @IsInt()
  @Min(1)
  end!: number;

  @IsNumber()
  score!: number;
}
