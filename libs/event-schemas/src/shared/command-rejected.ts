import { IsString, IsUUID } from 'class-validator';
import { Description } from '../schema/description.js';

/** Why a command was refused. Each receiving context declares its own reply with these fields. */
export class Rejection {
  @Description('The message id of the command.')
  @IsUUID()
  commandId!: string;

  @IsString()
  commandType!: string;

  @Description('The stable code of the refusal, such as `TASK.UNKNOWN_TYPE`.')
  @IsString()
  code!: string;

  @IsString()
  detail!: string;
}
