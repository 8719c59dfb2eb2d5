import { ApiProperty } from '@nestjs/swagger';
import type { RunEvent } from '../story/run-event.entity.js';

/** An entry in the story of a run. */
export class RunEventDto {
  @ApiProperty({ type: 'integer', description: 'Its place in the run, from 1' })
  position!: number;

  @ApiProperty({ enum: ['event', 'command', 'reply'] })
  kind!: string;

  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'The context that sent it' })
  context!: string;

  @ApiProperty()
  type!: string;

  @ApiProperty()
  schemaVersion!: string;

  @ApiProperty()
  streamId!: string;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Version of the event in its stream' })
  sequence!: number | null;

  @ApiProperty({ format: 'date-time' })
  time!: string;

  @ApiProperty({ format: 'uuid' })
  correlationId!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The id of the entry that caused it' })
  causationId!: string | null;

  @ApiProperty({ type: Object })
  data!: unknown;
}

export function toRunEventDto({ workflowId: _workflowId, time, ...event }: RunEvent): RunEventDto {
  return { ...event, time: time.toISOString() };
}
