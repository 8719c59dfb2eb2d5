import { IsString, IsUUID } from 'class-validator';

/** Why a command was refused. Each receiving context declares its own reply with these fields. */
export class Rejection {
  /** The message id of the command. */
  @IsUUID()
  commandId!: string;

  @IsString()
  commandType!: string;

  /** The stable code of the refusal, such as `TASK.UNKNOWN_TYPE`. */
  @IsString()
  code!: string;

  @IsString()
  detail!: string;
}
