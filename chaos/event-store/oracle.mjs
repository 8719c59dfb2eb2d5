import { Counts } from '../lib/counts.mjs';
import { CALM } from './faults.mjs';

/**
 * Holds the log against what the writers, the subscribers and the readers have.
 *
 * @param {import('./evidence.mjs').Evidence} evidence
 */
export function judge({ log, versions, journal, projections, followers }) {
  const counts = new Counts();
  for (const { fault } of log.events) counts.add(fault, 'events');
  judgeStreams(log, versions, counts);
  judgeWriters(log, journal, counts);
  for (const projection of projections) judgeProjection(projection, log, counts);
  for (const follower of followers) judgeFollower(follower, log, counts);
  return counts;
}

/** Versions from 1 without a gap, in the order of the positions, each as its writer decided. */
function judgeStreams({ events }, versions, counts) {
  const last = new Map();
  for (const event of events) {
    const { version, publicVersion } = last.get(event.stream) ?? { version: 0, publicVersion: 0 };
    const wrong = (what) => counts.add(event.fault, 'disordered', `${event.stream} ${event.version}: ${what}`);
    if (event.version !== version + 1) wrong(`comes behind version ${version}`);
    if (event.after !== null && event.after !== event.version - 1) wrong(`was decided on version ${event.after}`);
    if (event.isPublic && event.previousPublic !== publicVersion)
      wrong(`names ${event.previousPublic} as the public one before it instead of ${publicVersion}`);
    last.set(event.stream, { version: event.version, publicVersion: event.isPublic ? event.version : publicVersion });
  }
  for (const [stream, version] of versions) {
    const logged = last.get(stream)?.version ?? 0;
    if (logged !== version) counts.add(CALM, 'disordered', `${stream} says version ${version}, its last is ${logged}`);
  }
}

/** What was acknowledged stands in the log, where it was said to stand; what was undone does not. */
function judgeWriters({ byId }, { acknowledged, undone, unexpected }, counts) {
  for (const [, fault, tenantId, streamId, version, position, ids] of acknowledged) {
    const events = ids.map((id) => byId.get(id));
    for (const [index, event] of events.entries()) {
      const place = version === null ? null : version - ids.length + 1 + index;
      const found = event?.stream === `${tenantId}/${streamId}` && (place === null || event.version === place);
      if (!found) counts.add(fault, 'lost', `${ids[index]} of ${streamId}, version ${place}`);
    }
    if (position !== null && events.at(-1) && events.at(-1).position !== position)
      counts.add(
        fault,
        'lost',
        `${ids.at(-1)} is said to stand at ${position} and stands at ${events.at(-1).position}`,
      );
  }
  for (const [, fault, ids] of undone) {
    if (fault === 'rollback') counts.add(fault, 'events', undefined, ids.length);
    for (const id of ids) if (byId.has(id)) counts.add(fault, 'doubled', `${id} was undone and stands in the log`);
  }
  for (const [, fault, error] of unexpected) counts.add(fault, 'unfinished', error);
}

/** The rows that were written in the transaction of an append count as many events as there are. */
function judgeProjection({ name, fault, rows, counts: isCounted }, { events }, counts) {
  const wanted = new Map();
  for (const event of events) if (isCounted(event)) wanted.set(event.stream, (wanted.get(event.stream) ?? 0) + 1);
  for (const stream of new Set([...wanted.keys(), ...rows.keys()])) {
    const [has, needs] = [rows.get(stream) ?? 0, wanted.get(stream) ?? 0];
    const what = `${name}: ${stream} was projected ${has} times instead of ${needs}`;
    if (has > needs) counts.add(fault, 'doubled', what, has - needs);
    if (has < needs) counts.add(fault, 'missed', what, needs - has);
  }
}

/** Each event once and in order: of the whole log, or of each stream where shares are handled side by side. */
function judgeFollower({ name, positions, ids, type, order }, { events, byPosition }, counts) {
  const seen = new Set();
  const last = new Map();
  for (const [index, position] of positions.entries()) {
    const event = byPosition.get(position);
    const fault = event?.fault ?? CALM;
    if (!event || seen.has(position) || (ids && ids[index] !== event.id)) {
      const what = event && seen.has(position) ? 'again' : 'not in the log';
      counts.add(fault, 'doubled', `${name}: position ${position}, ${what}`);
      continue;
    }
    seen.add(position);
    const key = order === 'log' ? '' : event.stream;
    const before = last.get(key) ?? 0;
    if (position < before) counts.add(fault, 'disordered', `${name}: position ${position} behind ${before}`);
    last.set(key, Math.max(position, before));
  }
  for (const event of events) {
    if (seen.has(event.position) || (type !== undefined && event.type !== type)) continue;
    counts.add(event.fault, 'missed', `${name}: position ${event.position}, ${event.stream}`);
  }
}
