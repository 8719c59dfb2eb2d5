import type { DataSource } from 'typeorm';
import type { PostgresEventStore, RecordedMessage } from '../../src/index.js';

/** What a handler did, in the order in which it was done; kept in the unit of work of the handler. */
export interface Effect {
  subscription: string;
  event: string;
  stream: string;
  version: number;
  process: number;
}

export async function createEffects(dataSource: DataSource): Promise<void> {
  await dataSource.query(
    `create table effects (
       number bigint generated always as identity primary key,
       subscription text not null, event uuid not null, stream text not null, version int not null, process int not null
     )`,
  );
}

/** To be called by a handler: takes effect with the checkpoint, or not at all. */
export async function takeEffect(
  store: PostgresEventStore,
  subscription: string,
  { id, streamId, version }: RecordedMessage,
): Promise<void> {
  const manager = await store.unitOfWork.manager();
  await manager.query(
    'insert into effects (subscription, event, stream, version, process) values ($1, $2, $3, $4, $5)',
    [subscription, id, streamId, version, process.pid],
  );
}

export async function effectsOf(dataSource: DataSource, subscription: string): Promise<Effect[]> {
  return dataSource.query<Effect[]>(
    'select subscription, event, stream, version, process from effects where subscription = $1 order by number',
    [subscription],
  );
}

/** The versions of each stream in the order in which they took effect. */
export function versionsByStream(effects: readonly Pick<Effect, 'stream' | 'version'>[]): Map<string, number[]> {
  const versions = new Map<string, number[]>();
  for (const { stream, version } of effects) versions.set(stream, [...(versions.get(stream) ?? []), version]);
  return versions;
}
