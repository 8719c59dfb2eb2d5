// A process that handles what another one sends, and tells it when. It gets: edda DATABASE BROKER NAME, or stock KAFKA TOPIC.
import { EVENT_STORE_MIGRATIONS } from '@edda/event-store';
import { brokerFromUrl, MESSAGING_MIGRATIONS } from '@edda/messaging';
import { DataSource } from 'typeorm';
import { readOrders } from './read-orders.mjs';
import { openStockServer } from './stock-nest.mjs';
import { AT_ONCE, logger, serviceOver } from './world.mjs';

const [kind, ...args] = process.argv.slice(2);
const onHandled = (id, at) => process.send({ id, at });
const reader = kind === 'edda' ? await openEdda(...args) : await openStock(...args);
process.send('ready');
process.once('message', async () => {
  await reader.stop();
  process.disconnect();
});

async function openEdda(url, brokerUrl, name) {
  const dataSource = await new DataSource({
    type: 'postgres',
    url,
    poolSize: AT_ONCE + 8,
    migrations: [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS],
    migrationsTransactionMode: 'each',
  }).initialize();
  await dataSource.runMigrations();
  const service = serviceOver(dataSource, url, () => dataSource.destroy());
  const broker = brokerFromUrl(brokerUrl, { logger });
  const orders = await readOrders({ service, broker, name, onHandled });
  return {
    async stop() {
      await orders.stop();
      await broker.close();
      await service.close();
    },
  };
}

async function openStock(kafkaUrl, topic) {
  return openStockServer({ kafkaUrl, topic, onHandled });
}
