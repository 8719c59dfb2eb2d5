import { Type } from 'class-transformer';
import { IsArray, ValidateNested } from 'class-validator';
import { GatherPayload } from './gather-payload.js';
import { Passage } from './passage.js';

/** For an analyzer: select the claims that answer. The contents are those of the passages. */
export class AnalysePayload extends GatherPayload {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Passage)
  passages!: Passage[];
}
