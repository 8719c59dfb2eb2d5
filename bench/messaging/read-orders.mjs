import { CATEGORY } from '../event-store/order-placed.mjs';
import { subscribe } from './world.mjs';

/** A subscription to orders, with the inbox, that tells when its handler begins. */
export async function readOrders({ service, broker, name, onHandled }) {
  const runner = await subscribe({
    service,
    broker,
    name,
    policy: { from: 'latest' },
    handle: async ({ streamId }) => onHandled(streamId.slice(CATEGORY.length + 1), process.hrtime.bigint()),
  });
  return { stop: () => runner.stop(10_000) };
}
