import { PostgresEventStore } from '@edda/event-store';
import { CATEGORY, orderPlaced, someOrders, SOURCE, TENANT } from '../order-placed.mjs';
import { POOL_SIZE } from '../settings.mjs';

/** Edda through its public API: data validated, ids and metadata given, conflicts told. */
export async function openEdda(url) {
  const store = await PostgresEventStore.open({ url, source: SOURCE, poolSize: POOL_SIZE });
  await store.dataSource.query(
    'create table if not exists order_counts (stream_id text primary key, orders int not null)',
  );
  return {
    name: 'Edda',
    url,
    store,

    async append(id, version, count) {
      const expected = version === 0 ? 'none' : version;
      accepted(await store.append(orderStream(id), someOrders(count).map(orderPlaced), { expected }));
    },

    async appendToAny(id) {
      accepted(await store.append(orderStream(id), someOrders(1).map(orderPlaced), { expected: 'any' }));
    },

    async appendWithProjection(id, version) {
      const outcome = await store.unitOfWork.run(async () => {
        const manager = await store.unitOfWork.manager();
        await manager.query(COUNT_ORDER_SQL, [id, version + 1]);
        store.unitOfWork.append(orderStream(id), someOrders(1).map(orderPlaced), version === 0 ? 'none' : version);
      });
      if (!outcome.committed) throw new Error('An append met a conflict that cannot be.');
    },

    async readStream(id) {
      let count = 0;
      for await (const event of store.readStream(orderStream(id))) count += event.version > 0 ? 1 : 0;
      return count;
    },

    clear: () => store.dataSource.query('truncate events, streams, order_counts'),
    close: () => store.close(),
  };
}

/** The projection write of the unit of work, here and beside it. */
export const COUNT_ORDER_SQL = `
  insert into order_counts (stream_id, orders) values ($1, $2)
  on conflict (stream_id) do update set orders = excluded.orders`;

export function orderStream(id) {
  return { tenantId: TENANT, streamId: `${CATEGORY}-${id}`, category: CATEGORY };
}

function accepted(result) {
  if (!result.ok) throw new Error(`An append met a conflict that cannot be: ${JSON.stringify(result.conflict)}`);
}
