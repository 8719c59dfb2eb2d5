import { SagaInstance } from '@edda/sagas';
import { replayHistory } from '@edda/sagas/testing';

/**
 * What the engine makes of the stored events: from each history follows what stands in its snapshot and in its row, and
 * the definition would take the same way again.
 *
 * @param {import('pg').Pool} pool
 * @param {Omit<import('./evidence.mjs').Evidence, 'diverged'>} evidence
 * @param {readonly object[]} definitions
 * @returns {Promise<{ sagaId: string, what: string }[]>}
 */
export async function divergences(pool, { histories, instances }, definitions) {
  const { rows } = await pool.query(
    `select substr(stream_id, 6) as id, version::float8, schema_version, state from snapshots where stream_id like 'saga-%'`,
  );
  const snapshots = new Map(rows.map((row) => [row.id, row]));
  const statuses = new Map(instances.map(({ id, status }) => [id, status]));
  const found = [];
  for (const [sagaId, events] of histories) {
    const add = (what) => found.push({ sagaId, what });
    const snapshot = snapshots.get(sagaId);
    const { state, atSnapshot } = evolved(sagaId, events, snapshot?.version);
    if (statuses.has(sagaId) && statuses.get(sagaId) !== state.status)
      add(`its history makes it ${state.status}, its row says ${statuses.get(sagaId)}`);
    if (
      snapshot &&
      snapshot.schema_version === SagaInstance.snapshotVersion &&
      canonical(snapshot.state) !== atSnapshot
    )
      add(`its snapshot at ${snapshot.version} is not what its events come to`);
    const divergence = replayed(definitions, events);
    if (divergence) add(divergence);
  }
  return found;
}

function evolved(id, events, upTo) {
  const instance = new SagaInstance(id);
  let atSnapshot = null;
  for (const event of events) {
    instance.replay(event);
    if (event.version === upTo) atSnapshot = canonical(instance.state);
  }
  return { state: instance.state, atSnapshot };
}

/** One that was taken over follows the definition it was taken over to, from there on. */
function replayed(definitions, events) {
  const [{ data }] = events;
  const taken = events.findLast(({ type }) => type === 'SagaMigrated');
  const definition = definitions.find(
    ({ name, version }) => name === data.definition && version === (taken?.data.to ?? data.definitionVersion),
  );
  return replayHistory(definition, events)?.sentence ?? null;
}

/** What stands behind the count of what was done is not part of it. */
function canonical({ done, ...state }) {
  const value = { ...state, done: done && { ...done, items: done.items.slice(0, done.count) } };
  return JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
