import { ArrayUnique, IsArray, IsString, IsUUID, MinLength } from 'class-validator';

/** For a researcher: find the passages that may answer, in these contents and no others. */
export class GatherPayload {
  @IsString()
  @MinLength(1)
  subQuestion!: string;

  @IsArray()
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  contentIds!: string[];
}
