import { newId } from '@edda/kernel';
import { AggregateRepository } from '../../../../src/index.js';
import { Notebook } from '../../notebook.js';
import type { Exercise } from '../exercise.js';

export async function aggregates(exercise: Exercise): Promise<void> {
  const repository = new AggregateRepository(Notebook, exercise.store.unitOfWork);
  const id = newId();
  await exercise.during('an aggregate that is changed', async () => {
    for (const _ of [1, 2, 3]) {
      await repository.change(id, (notebook) => notebook.write(...Array.from({ length: 60 }, () => 'x')));
    }
    await repository.snapshotsWritten();
  });
  await exercise.during('an aggregate that is loaded', () => repository.load(id));
  await exercise.during('an aggregate at a version', () => repository.at(id, { version: 70 }));
  await exercise.during('an aggregate at a time', () => repository.at(id, { time: new Date() }));
}
