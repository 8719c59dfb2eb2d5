import { Citation } from '@edda/event-schemas';
import { Type } from 'class-transformer';
import { ArrayMinSize, IsArray, IsString, MinLength, ValidateNested } from 'class-validator';

/** A claim that has no id yet. */
export class CitedClaim {
  @IsString()
  @MinLength(1)
  text!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ValidateNested({ each: true })
  @Type(() => Citation)
  citations!: Citation[];
}
