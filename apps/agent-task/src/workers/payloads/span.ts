import { IsInt, IsUUID, Min } from 'class-validator';

/** A stretch of a content, in UTF-16 units of its text. */
export class Span {
  @IsUUID()
  contentId!: string;

  @IsInt()
  @Min(0)
  start!: number;

  @IsInt()
  @Min(1)
  end!: number;
}
