import { newStream } from '../../notes.js';
import { written, type Exercise } from '../exercise.js';
import { NoteCounts } from '../note-counts.js';

export async function projecting(exercise: Exercise): Promise<void> {
  const { store } = exercise;
  const { projections, unitOfWork } = store;
  const append = (): Promise<unknown> =>
    unitOfWork.run(async () => unitOfWork.append(newStream('tenant-1'), [written()], 'none'));
  new NoteCounts(projections);
  await exercise.during('projections that start', () => projections.start());
  await exercise.during('an append that is projected', append);
  await exercise.during('how projections are', () => projections.status());
  await exercise.during('waiting for a projection', async () =>
    projections.waitFor('plans-counts', await store.finalPosition()),
  );
  await exercise.during('a rebuild', async () => projections.rebuild('plans-counts'));
  await exercise.during('dropping old versions', () => projections.prune());
  await exercise.during('projections that stop', () => projections.stop());
}
