import type { DeadLetter } from '@edda/messaging';
import { ApiProperty } from '@nestjs/swagger';

const NULLABLE_TEXT = { type: 'string', nullable: true } as const;

/** A message that was given up, as lists show it. */
export class DeadLetterSummaryDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({
    enum: ['dead', 'redriven', 'handled', 'discarded'],
    description: '`redriven`: handed back, and not handled yet',
  })
  status!: string;

  @ApiProperty({ example: 'learning.run-completed' })
  subscription!: string;

  @ApiProperty({ ...NULLABLE_TEXT, description: 'Null when the message does not say', example: 'TaskCompleted' })
  type!: string | null;

  @ApiProperty({ description: 'The id of the message', example: '0193b6c1-5d0e-7f2b-9a01-01930d5e8a00' })
  messageId!: string;

  @ApiProperty({ ...NULLABLE_TEXT, example: 'default' })
  tenant!: string | null;

  @ApiProperty({ example: 'default/task-0193b6c1' })
  key!: string;

  @ApiProperty({ ...NULLABLE_TEXT, example: '0199c3a0-5d0e-7f2b-9a01-9c56cc51b374' })
  correlationId!: string | null;

  @ApiProperty({ description: 'Of the last failure', example: 'MESSAGE.INVALID' })
  code!: string;

  @ApiProperty({ description: 'Of the last failure', example: 'taskId must be a UUID' })
  reason!: string;

  @ApiProperty({ type: 'integer', description: 'How often it was handed to its handler in its last round', example: 5 })
  attempts!: number;

  @ApiProperty({ format: 'date-time' })
  diedAt!: string;

  @ApiProperty({ ...NULLABLE_TEXT, format: 'date-time', description: 'When its data was edited', example: null })
  editedAt!: string | null;

  @ApiProperty({ ...NULLABLE_TEXT, example: null })
  editedBy!: string | null;

  @ApiProperty({ description: 'Whether the later messages of its key wait for it' })
  holdsKey!: boolean;

  @ApiProperty({ type: 'integer', description: 'Messages that wait behind it', example: 2 })
  behind!: number;

  @ApiProperty({ ...NULLABLE_TEXT, description: 'Why it was discarded', example: null })
  note!: string | null;
}

/** One time that it was given up. */
export class DeadLetterRoundDto {
  @ApiProperty({ type: 'integer', example: 1 })
  round!: number;

  @ApiProperty({ example: 'MESSAGE.INVALID' })
  code!: string;

  @ApiProperty({ example: 'taskId must be a UUID' })
  reason!: string;

  @ApiProperty({ type: 'integer', example: 5 })
  attempts!: number;

  @ApiProperty({ format: 'date-time' })
  diedAt!: string;

  @ApiProperty({
    ...NULLABLE_TEXT,
    format: 'date-time',
    description: 'When it was handed back after it',
    example: null,
  })
  redrivenAt!: string | null;

  @ApiProperty({ ...NULLABLE_TEXT, example: null })
  redrivenBy!: string | null;

  @ApiProperty({ description: 'Whether its data was edited before it was handed back', example: false })
  edited!: boolean;
}

/** A message that was given up, with everything that is known of it. */
export class DeadLetterDto extends DeadLetterSummaryDto {
  @ApiProperty({ example: 'research_events' })
  topic!: string;

  @ApiProperty({ type: 'integer', example: 3 })
  partition!: number;

  @ApiProperty({ type: 'integer', example: 1187 })
  offset!: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'As they came',
    example: { ce_type: 'TaskCompleted' },
  })
  headers!: Record<string, string>;

  @ApiProperty({
    nullable: true,
    description: 'The data of the message; null when it is not JSON',
    example: { taskId: 'task-7' },
  })
  data!: unknown;

  @ApiProperty({ ...NULLABLE_TEXT, description: 'The value as it came, where it is not JSON', example: null })
  text!: string | null;

  @ApiProperty({ type: [DeadLetterRoundDto], description: 'Oldest first' })
  rounds!: DeadLetterRoundDto[];
}

/** Why a dead letter was not handed back. */
class RefusedRedriveDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ example: 'DEAD_LETTER.LOOPING' })
  code!: string;

  @ApiProperty({ example: 'It has failed after two redrives in a row: edit it first, or discard it.' })
  detail!: string;
}

/** What became of a request to hand back many. */
export class RedriveOutcomeDto {
  @ApiProperty({ type: [String], format: 'uuid', example: ['0199c3a0-5d0e-7f2b-9a01-3a9f1c2b7d10'] })
  redriven!: string[];

  @ApiProperty({ type: [RefusedRedriveDto] })
  refused!: RefusedRedriveDto[];

  @ApiProperty({ description: 'Whether there may be more that fit: ask again', example: false })
  more!: boolean;
}

export function toSummary(letter: DeadLetter): DeadLetterSummaryDto {
  const { id, status, subscription, type, messageId, tenantId, key, correlationId } = letter;
  const { code, message, attempts, diedAt, editedAt, editedBy, holdsKey, behind, note } = letter;
  return {
    id,
    status,
    subscription,
    type,
    messageId,
    tenant: tenantId,
    key,
    correlationId,
    code,
    reason: message,
    attempts,
    diedAt: diedAt.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
    editedBy,
    holdsKey,
    behind,
    note,
  };
}

export function toDeadLetterDto(letter: DeadLetter): DeadLetterDto {
  const { topic, partition, offset, headers, value, rounds } = letter;
  const data = parsed(value);
  return {
    ...toSummary(letter),
    topic,
    partition,
    offset,
    headers: { ...headers },
    data: data ?? null,
    text: data === undefined ? value : null,
    rounds: rounds.map(({ round, code, message, attempts, diedAt, redrivenAt, redrivenBy, edited }) => ({
      round,
      code,
      reason: message,
      attempts,
      diedAt: diedAt.toISOString(),
      redrivenAt: redrivenAt?.toISOString() ?? null,
      redrivenBy,
      edited,
    })),
  };
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
