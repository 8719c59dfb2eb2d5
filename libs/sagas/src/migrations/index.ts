import type { MigrationInterface } from 'typeorm';
import { CreateAwaitedOutcomes1760000000200 } from './1760000000200-create-awaited-outcomes.js';
import { DurableSagas1765000000100 } from './1765000000100-durable-sagas.js';

/** Everything the sagas keep in a service's database besides their streams, in the order in which it is made. */
export const SAGA_MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  CreateAwaitedOutcomes1760000000200,
  DurableSagas1765000000100,
];
