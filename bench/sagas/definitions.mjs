import { message } from '@edda/event-schemas';
import { stepsOf } from '@edda/sagas';
import { AddOne } from './messages.mjs';

const { action, command } = stepsOf();
const apply = (_state, sum) => ({ sum });

/** Each step adds one, in this service. */
export function localSaga(length, ended) {
  const steps = numbered(length, (name) => action(name, { run: ({ sum }) => Promise.resolve(sum + 1), apply }));
  return { name: `add-${length}-here`, version: '1.0.0', steps, end: { completed: ended } };
}

/** Each step has the other context add one. */
export function remoteSaga(length, ended) {
  const steps = numbered(length, (name) =>
    command(name, {
      command: ({ sum }, { id }) => ({ message: message(AddOne, { additionId: id, sum }), key: `addition-${id}` }),
      apply,
    }),
  );
  return { name: `add-${length}-there`, version: '1.0.0', steps, end: { completed: ended } };
}

function numbered(length, step) {
  return Array.from({ length }, (_, index) => step(`step-${index + 1}`));
}
