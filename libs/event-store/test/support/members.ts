import { CommandSchema, EventSchema, InternalEventSchema, Nested, NestedList, Personal } from '@edda/event-schemas';
import { IsArray, IsInt, IsOptional, IsString, IsUUID, MinLength } from 'class-validator';

const description = 'For the specs of personal data.';

export class HomeAddress {
  @IsString()
  street!: string;

  @IsString()
  town!: string;
}

@EventSchema({ type: 'MemberJoined', version: '1.0.0', sender: 'content', description })
export class MemberJoined {
  @IsUUID()
  memberId!: string;

  @IsString()
  @MinLength(1)
  @Personal({ subject: 'memberId', forgotten: '(forgotten)' })
  name!: string;

  @Nested(() => HomeAddress)
  @Personal({ subject: 'memberId', forgotten: { street: '', town: '' } })
  address!: HomeAddress;

  @IsOptional()
  @IsArray()
  @Personal({ subject: 'memberId' })
  phones?: string[] | null;

  @IsInt()
  year!: number;
}

export class Guest {
  @IsUUID()
  guestId!: string;

  @IsString()
  @Personal({ subject: 'guestId', forgotten: 'a guest' })
  name!: string;

  @IsString()
  @Personal({ subject: 'hostId', forgotten: '' })
  remark!: string;
}

@InternalEventSchema({ type: 'PartyHeld', version: '1.0.0', sender: 'content', description })
export class PartyHeld {
  @IsUUID()
  hostId!: string;

  @NestedList(() => Guest)
  guests!: Guest[];
}

@CommandSchema({ type: 'GreetMember', version: '1.0.0', sender: 'content', receiver: 'learning', description })
export class GreetMember {
  @IsUUID()
  memberId!: string;

  @IsString()
  @Personal({ subject: 'memberId' })
  text!: string;
}
