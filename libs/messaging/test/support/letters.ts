import { CommandSchema, EventSchema, ReplySchema } from '@edda/event-schemas';
import { IsString } from 'class-validator';

const description = 'For the specs of delivery.';

@EventSchema({ type: 'LetterSent', version: '1.0.0', sender: 'content', listeners: ['learning'], description })
export class LetterSent {
  @IsString()
  text!: string;
}

@EventSchema({ type: 'LetterRead', version: '1.0.0', sender: 'learning', description })
export class LetterRead {
  @IsString()
  text!: string;
}

@CommandSchema({ type: 'PrintLetter', version: '1.0.0', sender: 'content', receiver: 'learning', description })
export class PrintLetter {
  @IsString()
  text!: string;
}

@ReplySchema({ type: 'LetterRefused', version: '1.0.0', sender: 'learning', receiver: 'content', description })
export class LetterRefused {
  @IsString()
  commandId!: string;

  @IsString()
  commandType!: string;

  @IsString()
  code!: string;

  @IsString()
  detail!: string;
}
