import { jsonDepth, MAX_EVENT_DEPTH } from '@edda/event-store';
import { ValidateBy } from 'class-validator';

/** The history keeps it in an event, around which there are some levels already. */
const MOST = MAX_EVENT_DEPTH - 4;

/** Refuses JSON whose arrays and objects lie too deep in one another to be kept in an event. */
export function IsShallow(): PropertyDecorator {
  return ValidateBy({
    name: 'isShallow',
    validator: {
      validate: (value: unknown) => jsonDepth(JSON.stringify(value ?? null)) <= MOST,
      defaultMessage: () => `must not lie deeper than ${MOST} levels`,
    },
  });
}
