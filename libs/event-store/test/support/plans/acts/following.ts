import { newId } from '@edda/kernel';
import type { EventFilter, SubscriptionOptions } from '../../../../src/index.js';
import { newStream } from '../../notes.js';
import { PAGE, written, type Exercise } from '../exercise.js';
import { categoryName, tenantName, typeName } from '../large-log.js';

export async function following(exercise: Exercise): Promise<void> {
  const { store } = exercise;
  const end = await store.finalPosition();
  const follow = (what: string, filter: EventFilter, options: SubscriptionOptions): Promise<void> =>
    exercise.during(`a subscription ${what}`, async () => {
      const handle = async (): Promise<void> => undefined;
      const subscription = store.subscribe({ filter, batchSize: PAGE, handle, ...options });
      await subscription.caughtUp();
      await store.append(newStream('tenant-1'), [written()], { expected: 'none' });
      await subscription.caughtUp();
      await subscription.lag();
      await subscription.stop();
    });
  const name = (): string => `plans-${newId()}`;
  await follow('to everything', {}, { name: name(), from: end - 2000 });
  await follow('from now on', {}, { name: name(), from: 'now' });
  await follow('without a name', { types: [typeName(190)] }, { from: 'now' });
  await follow('to a rare type', { types: [typeName(199)] }, { name: name() });
  await follow('to a rare category', { categories: [categoryName(195)] }, { name: name() });
  await follow('to a tenant', { published: true, tenantId: tenantName(3) }, { name: name(), from: end - 5000 });
  await follow('in shares', { types: [typeName(150)] }, { name: name(), shards: 4 });
  const published: EventFilter = { published: true, kinds: ['event', 'command', 'reply'] };
  await follow('of a relay', published, { name: name(), from: end - 3000 });
}
