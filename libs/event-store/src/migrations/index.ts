import type { MigrationInterface } from 'typeorm';
import { CreateEventLog1760000000000 } from './1760000000000-create-event-log.js';
import { AppendInBatches1763000000000 } from './1763000000000-append-in-batches.js';
import { SubscriptionShards1763000000100 } from './1763000000100-subscription-shards.js';
import { VersionedProjections1763000000200 } from './1763000000200-versioned-projections.js';
import { PersonalData1763000000300 } from './1763000000300-personal-data.js';
import { StreamLifeCycle1763000000400 } from './1763000000400-stream-life-cycle.js';

/** Everything the event store keeps in a service's database, in the order in which it is made. */
export const EVENT_STORE_MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  CreateEventLog1760000000000,
  AppendInBatches1763000000000,
  SubscriptionShards1763000000100,
  VersionedProjections1763000000200,
  PersonalData1763000000300,
  StreamLifeCycle1763000000400,
];
