import { EventSchema } from '@edda/event-schemas';
import { IsBoolean, IsInt, IsString } from 'class-validator';

const description = 'For the specs of streams.';

@EventSchema({ type: 'BoatMoored', version: '1.0.0', sender: 'content', listeners: ['learning'], description })
export class BoatMoored {
  @IsString()
  harbour!: string;

  @IsInt()
  metres!: number;

  @IsBoolean()
  isDamaged!: boolean;
}

/** What a stream of the service `learning` tells of a harbour. */
@EventSchema({ type: 'HarbourCounted', version: '1.0.0', sender: 'learning', description })
export class HarbourCounted {
  @IsString()
  harbour!: string;

  @IsInt()
  boats!: number;
}
