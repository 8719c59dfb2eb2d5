import { describe, expect, it } from '@jest/globals';
import { installedPostgres, startThrowAwayPostgres } from '@edda/test-database';
import { tmpdir } from 'node:os';
import { PostgresEventStore } from '../src/index.js';
import { describeEventStoreContract, type EventStoreFixture } from '../src/testing/contract/index.js';

const postgres15 = await installedPostgres(15);

/** A store in a database of its own, and further ones in the same. */
async function open(binaries?: string): Promise<EventStoreFixture> {
  const postgres = await startThrowAwayPostgres({}, tmpdir(), binaries);
  const url = await postgres.database('contract');
  const store = await PostgresEventStore.open({ url, source: 'contract' });
  return {
    store,
    another: () => PostgresEventStore.open({ url, source: 'contract' }),
    close: async () => {
      await store.close();
      await postgres.stop();
    },
  };
}

describeEventStoreContract('The store in the embedded PostgreSQL 18', () => open());

if (postgres15) describeEventStoreContract('The store in PostgreSQL 15', () => open(postgres15));
else {
  describe('The store in PostgreSQL 15', () => {
    it.skip('was not tested: none was found in $PG15_BIN, /usr/lib/postgresql/15/bin or on the PATH', () => {
      expect(postgres15).toBeDefined();
    });
  });
}
