import { startThrowAwayPostgres } from '@edda/test-database';
import { SERVER_SETTINGS } from './settings.mjs';

/** Runs `work` on a durable server of its own, which goes with this process however that ends. */
export async function onServer(work) {
  // Other people's server would be measured with other settings.
  delete process.env.TEST_DATABASE_URL;
  const server = await startThrowAwayPostgres(SERVER_SETTINGS);
  const interrupt = (signal) => {
    process.stderr.write(`\nEnded by ${signal}: stopping the database server.\n`);
    // Connections that break because of it.
    process.on('uncaughtException', () => undefined);
    void server.stop().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    return await work(server);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await server.stop();
  }
}
