import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsString, MinLength, ValidateNested } from 'class-validator';
import { CitedClaim } from './cited-claim.js';

export class AnsweredQuestion {
  @IsString()
  @MinLength(1)
  subQuestion!: string;

  @IsBoolean()
  answered!: boolean;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => CitedClaim)
  claims!: CitedClaim[];
}

/** For the creator: write the report from the claims. */
export class WritePayload {
  @IsString()
  @MinLength(1)
  question!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => AnsweredQuestion)
  sections!: AnsweredQuestion[];
}
