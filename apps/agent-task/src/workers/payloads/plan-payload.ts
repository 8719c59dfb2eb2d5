import { IsString, MinLength } from 'class-validator';

/** For the coordinator: split the question. */
export class PlanPayload {
  @IsString()
  @MinLength(1)
  question!: string;
}
