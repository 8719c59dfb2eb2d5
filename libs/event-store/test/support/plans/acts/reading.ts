import type { EventFilter } from '../../../../src/index.js';
import { PAGE, some, type Exercise } from '../exercise.js';
import { categoryName, tenantName, typeName } from '../large-log.js';

export async function readingStreams(exercise: Exercise): Promise<void> {
  const long = await exercise.longestStream();
  const version = (await exercise.store.streamState(long))?.version ?? 0;
  await exercise.during('the state of a stream', () => exercise.store.streamState(long));
  for (const direction of ['forward', 'backward'] as const) {
    const read = (what: string, options: object): Promise<void> =>
      exercise.during(`a stream, ${direction}, ${what}`, () =>
        some(exercise.store.readStream(long, { direction, batchSize: PAGE, ...options })),
      );
    await read('whole', { limit: 5 * PAGE });
    await read('from the middle', { from: Math.floor(version / 2), limit: PAGE });
    await read('up to the middle', { to: Math.floor(version / 2), limit: PAGE });
    await read('a part', { from: 3, to: 5 });
    await read('with its archive', { archived: true, limit: PAGE });
  }
  const archived = { tenantId: 'tenant-1', streamId: 'archived-7' };
  await exercise.during('an archived stream', () => some(exercise.store.readStream(archived, { archived: true })));
}

export async function readingTheLog(exercise: Exercise): Promise<void> {
  const end = await exercise.store.finalPosition();
  const middle = Math.floor(end / 2);
  const correlationId = await exercise.correlation(middle);
  const hour = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);
  const filters: Record<string, EventFilter> = {
    'of a category': { categories: [categoryName(1)] },
    'of a rare category': { categories: [categoryName(190)] },
    'of a category that is not there': { categories: ['nothing'] },
    'of two categories': { categories: [categoryName(1), categoryName(150)] },
    'of a type': { types: [typeName(1)] },
    'of a rare type': { types: [typeName(199)] },
    'of many types': { types: Array.from({ length: 50 }, (_, n) => typeName(150 + n)) },
    'of a type in a category': { types: [typeName(2)], categories: [categoryName(100)] },
    'of a correlation': { correlationId },
    'since an hour ago': { recordedFrom: hour(1) },
    'of an hour': { recordedFrom: hour(3), recordedTo: hour(2) },
    'until long ago': { recordedTo: new Date(Date.now() - 90_000 * 1000) },
    'that is published': { published: true },
    'that is not published': { published: false },
    'of commands': { kinds: ['command'] },
    'of all kinds, of a type, of an hour': {
      kinds: ['event', 'command', 'reply'],
      types: [typeName(1), typeName(198)],
      recordedFrom: hour(2),
    },
  };
  for (const [what, filter] of Object.entries(filters)) {
    for (const tenant of [{ allTenants: true }, { tenantId: tenantName(3) }]) {
      for (const direction of ['forward', 'backward'] as const) {
        const name = `the log ${what}, ${direction}, ${tenant.tenantId ?? 'of all tenants'}`;
        await exercise.during(name, () =>
          some(exercise.store.readAll({ ...filter, ...tenant, direction, batchSize: PAGE, limit: 3 * PAGE })),
        );
        await exercise.during(`${name}, in the middle`, () =>
          some(exercise.store.readAll({ ...filter, ...tenant, direction, from: middle, to: middle + 5000 })),
        );
      }
    }
  }
  await exercise.during('the whole log, begun', () => some(exercise.store.readAll({ allTenants: true }), 1500));
}
