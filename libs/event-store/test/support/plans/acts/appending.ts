import { message } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { newStream, NoteCounted, PrintNote } from '../../notes.js';
import { written, type Exercise } from '../exercise.js';

export async function appending(exercise: Exercise): Promise<void> {
  const long = await exercise.longestStream();
  for (const expected of ['none', 0, 'any', 'exists', 7] as const) {
    await exercise.during(`append that expects ${expected} to no stream`, () =>
      exercise.store.append(newStream('tenant-1'), [written(), written()], { expected }),
    );
    await exercise.during(`append that expects ${expected} to a long stream`, () =>
      exercise.store.append(long, [written(), written()], { expected }),
    );
  }
  const [stream, ids] = [newStream('tenant-1'), [newId(), newId()]];
  const events = ids.map((id) => ({ ...written(), id }));
  await exercise.during('append, twice', async () => {
    for (const _ of [1, 2]) await exercise.store.append(stream, events, { expected: 'none' });
  });
  await exercise.during('append of an id that is in use', () =>
    exercise.store.append(newStream(), events, { expected: 'any' }).catch(() => undefined),
  );
  await exercise.during('appends at the same time', () =>
    Promise.all(
      ['none', 'any', 'exists', 0, 9].flatMap((expected) =>
        Array.from({ length: 6 }, (_, n) =>
          exercise.store.append(n % 2 ? newStream(`tenant-${1 + (n % 3)}`) : long, [written()], {
            expected: expected as 'none',
          }),
        ),
      ),
    ),
  );
  const { unitOfWork } = exercise.store;
  await exercise.during('a unit of work', () =>
    unitOfWork.run(async () => {
      unitOfWork.append(newStream(), [written()], 'none');
      unitOfWork.append(long, [written(), message(NoteCounted, { by: 1 })], 'any');
      unitOfWork.send(message(PrintNote, { text: 'x' }), { key: 'printer' });
    }),
  );
}
