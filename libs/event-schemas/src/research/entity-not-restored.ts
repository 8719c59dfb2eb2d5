import { IsInt, IsISO8601, IsString, IsUUID, MaxLength, Min } from 'class-validator';
import { EventSchema } from '../message-definition.js';
import { Description } from '../schema/description.js';

@EventSchema({
  type: 'EntityNotRestored',
  version: '1.0.0',
  sender: 'research-workflow',
  description:
    'An enrichment could not be finished, but the entity was changed since: it stays as it is, and somebody should look at it.',
})
export class EntityNotRestored {
  @IsUUID()
  investigationId!: string;

  @IsUUID()
  entityId!: string;

  @IsUUID()
  enrichmentId!: string;

  @Description('The change that the enrichment had made.')
  @IsInt()
  @Min(2)
  enrichedRevision!: number;

  @Description('The change that the entity stands at.')
  @IsInt()
  @Min(2)
  revision!: number;

  @IsString()
  @MaxLength(1000)
  detail!: string;

  @IsISO8601()
  timestamp!: string;
}
