import type { Exercise } from '../exercise.js';
import { categoryName } from '../large-log.js';

export async function lifeCycle(exercise: Exercise): Promise<void> {
  const { store, questions } = exercise;
  // What has a checkpoint holds back whatever it has not handled.
  await questions.query('delete from checkpoints');
  const [kept, cut] = [await exercise.longestStream(categoryName(60)), await exercise.longestStream(categoryName(61))];
  await exercise.during('a stream that is archived', () => store.archiveStream(kept));
  await exercise.during('a stream that is restored', () => store.restoreStream(kept));
  await exercise.during('a stream that is truncated', () =>
    store.truncateStream(cut, { before: 3, withoutSnapshot: true }),
  );
  await exercise.during('retention of a temporary category', () =>
    store.applyRetention({ [categoryName(190)]: { kind: 'temporary', retentionDays: 0.01 } }),
  );
  await exercise.during('retention of a log', () =>
    store.applyRetention({ [categoryName(191)]: { kind: 'log', retentionDays: 0.01 } }),
  );
  await exercise.during('retention of what is new', () =>
    store.applyRetention({
      [categoryName(0)]: { kind: 'temporary', retentionDays: 1000 },
      [categoryName(1)]: { kind: 'log', retentionDays: 1000 },
    }),
  );
}
