import { ArrayUnique, IsArray, IsInt, IsOptional, IsString, IsUUID, Max, Min, MinLength } from 'class-validator';
import { MAX_BREADTH } from '../../engines/researcher/breadth.js';

/** For a researcher: find the passages that may answer, in these contents and no others. */
export class GatherPayload {
  @IsString()
  @MinLength(1)
  subQuestion!: string;

  @IsArray()
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  contentIds!: string[];

  /**
   * Only look through these of the contents, and give the candidates for a choice among those of all parts; how rare a
   * word is counts in all of the contents.
   */
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  within?: string[];

  /** How widely to search; 1 unless given. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_BREADTH)
  breadth?: number;
}
