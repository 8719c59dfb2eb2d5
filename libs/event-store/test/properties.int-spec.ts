import { afterAll, beforeAll } from '@jest/globals';
import { POSTGRES_START_TIMEOUT_MS, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/test-database';
import { PostgresEventStore } from '../src/index.js';
import { describeAppendProperties } from './support/append-properties.js';

let postgres: ThrowAwayPostgres;
let store: PostgresEventStore;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  store = await PostgresEventStore.open({ url: await postgres.database('properties'), source: 'properties' });
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await store.close();
  await postgres.stop();
});

describeAppendProperties('The store in Postgres', () => store, 25);
