import { ApiProperty } from '@nestjs/swagger';
import type { RunEvent } from '../story/run-event.entity.js';

/** An entry in the story of a run. */
export class RunEventDto {
  @ApiProperty({ type: 'integer', description: 'Its place in the run, from 1', example: 12 })
  position!: number;

  @ApiProperty({ enum: ['event', 'command', 'reply'] })
  kind!: string;

  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'The context that sent it', example: 'agent-task' })
  context!: string;

  @ApiProperty({ example: 'TaskCompleted' })
  type!: string;

  @ApiProperty({ example: '1.0.0' })
  schemaVersion!: string;

  @ApiProperty({ example: 'task-0199c3a0-5d0e-7f2b-9a01-3a9f1c2b7d10' })
  streamId!: string;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Version of the event in its stream', example: 3 })
  sequence!: number | null;

  @ApiProperty({ format: 'date-time' })
  time!: string;

  @ApiProperty({ format: 'uuid' })
  correlationId!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The id of the entry that caused it' })
  causationId!: string | null;

  @ApiProperty({ type: Object, description: 'Its shape is that of its type', example: { executionTime: 1250 } })
  data!: unknown;
}

export function toRunEventDto({ workflowId: _workflowId, time, ...event }: RunEvent): RunEventDto {
  return { ...event, time: time.toISOString() };
}
