import { EddaError } from '@edda/kernel';
import type { Delivery } from '../envelope/delivery.js';
import type { Envelope } from './element.js';

/** Tells when what a message is about happened. */
export type TimeOf<T> = (data: T, envelope: Envelope) => Date;

const YEAR_10000 = 253_402_300_800_000;

/**
 * The event time of a message, in milliseconds since 1970.
 *
 * @throws EddaError `STREAM.INVALID_TIME`
 */
export function eventTime<T>({ data, ...envelope }: Delivery, timeOf: TimeOf<T>): number {
  const time = timeOf(data as T, envelope).getTime();
  if (time >= 0 && time < YEAR_10000) return time;
  throw new EddaError(
    'invalid',
    'STREAM.INVALID_TIME',
    `The event time of ${envelope.type} ${envelope.id} is ${time}: give a time between the years 1970 and 9999.`,
  );
}

/** When the message was appended. */
export function timeOfAppend(_data: unknown, { time }: Envelope): Date {
  return new Date(time);
}
