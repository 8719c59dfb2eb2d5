import { Claim } from '@edda/event-schemas';
import { Type } from 'class-transformer';
import { ArrayUnique, IsArray, IsDefined, IsString, IsUUID, MinLength, ValidateNested } from 'class-validator';

export class DraftSection {
  @IsString()
  @MinLength(1)
  subQuestion!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Claim)
  claims!: Claim[];
}

export class Draft {
  @IsString()
  title!: string;

  @IsString()
  summary!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => DraftSection)
  sections!: DraftSection[];

  @IsArray()
  @IsString({ each: true })
  unanswered!: string[];
}

/** For the reviewer: match every citation against its source again. */
export class ReviewPayload {
  @IsString()
  @MinLength(1)
  question!: string;

  @IsArray()
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  contentIds!: string[];

  @IsDefined()
  @ValidateNested()
  @Type(() => Draft)
  draft!: Draft;
}
