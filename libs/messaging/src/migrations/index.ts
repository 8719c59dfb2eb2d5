import type { MigrationInterface } from 'typeorm';
import { CreateInbox1760000000100 } from './1760000000100-create-inbox.js';
import { SubscriptionKeys1764000000100 } from './1764000000100-subscription-keys.js';
import { DeadLetters1764000000200 } from './1764000000200-dead-letters.js';
import { StreamWindows1764000000300 } from './1764000000300-stream-windows.js';
import { RefusedRecords1764000000400 } from './1764000000400-refused-records.js';

/** Everything messaging keeps in a service's database, in the order in which it is made. */
export const MESSAGING_MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  CreateInbox1760000000100,
  SubscriptionKeys1764000000100,
  DeadLetters1764000000200,
  StreamWindows1764000000300,
  RefusedRecords1764000000400,
];
