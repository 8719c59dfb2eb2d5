import type { RecordedMessage } from '@edda/event-store';
import { ApiProperty } from '@nestjs/swagger';

/** One event of the history of an instance. */
export class SagaEventDto {
  @ApiProperty({ type: 'integer', description: 'Its place in the history, from 1', example: 4 })
  version!: number;

  @ApiProperty({ example: 'StepCompleted' })
  type!: string;

  @ApiProperty({ example: '1.1.0' })
  schemaVersion!: string;

  @ApiProperty({ format: 'date-time' })
  recordedAt!: string;

  @ApiProperty({ type: 'object', additionalProperties: true, example: { step: 'fetch' } })
  data!: unknown;
}

export function toSagaEventDto({ version, type, schemaVersion, recordedAt, data }: RecordedMessage): SagaEventDto {
  return { version: version ?? 0, type, schemaVersion, recordedAt: recordedAt.toISOString(), data };
}
