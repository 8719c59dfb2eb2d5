import { newId } from '@edda/kernel';
import { causationTree, ReplayController } from '../../../../src/index.js';
import { NoteCounts } from '../note-counts.js';
import type { Exercise } from '../exercise.js';
import { categoryName, typeName } from '../large-log.js';

export async function replaying(exercise: Exercise): Promise<void> {
  const { store } = exercise;
  const replay = new ReplayController(store);
  const correlationId = await exercise.correlation(1000);
  const stream = await exercise.longestStream(categoryName(60));
  await exercise.during('a causation tree', () => causationTree(store, correlationId, { tenantId: 'tenant-1' }));
  await exercise.during('a fixture of a type', () => replay.toFixture({ types: [typeName(180)], allTenants: true }));
  await exercise.during('a fixture of a stream', () => replay.toFixture({ stream }));
  await exercise.during('a replay of a category', () =>
    replay.into({ categories: [categoryName(150)], allTenants: true }, 0, (count) => count + 1),
  );
  await exercise.during('a replay into a projection', async () => {
    const schema = await replay.intoProjection({ allTenants: true }, new NoteCounts(), {
      schema: `replay_${newId().replaceAll('-', '')}`,
    });
    await schema.drop();
  });
}
