import { Counts } from '../lib/counts.mjs';
import { FAILPOINTS, CALM } from './faults.mjs';
import { judgeCommands } from './judge-commands.mjs';
import { judgeCompensations } from './judge-compensations.mjs';
import { judgeEffects } from './judge-effects.mjs';
import { History } from './history.mjs';

/**
 * Holds the histories of all instances against what the local steps wrote, what was sent, what the other context carried
 * out, and what the run has noted.
 *
 * @param {import('./evidence.mjs').Evidence} evidence
 * @param {Map<string, import('./step-facts.mjs').StepFacts>} facts
 * @returns {{ counts: Counts, happened: string[] }} `happened`: the faults that the histories tell of, once for each time
 */
export function judge(evidence, facts) {
  const counts = new Counts();
  const histories = new Map([...evidence.histories].map(([id, events]) => [id, new History(events, facts)]));
  const faultOf = attribution(evidence, histories);
  const add = (id, count, what, amount) => counts.add(faultOf(id), count, `${id}: ${what}`, amount);
  for (const id of histories.keys()) counts.add(faultOf(id), 'events');

  judgeStarts(evidence, histories, add);
  for (const [id, history] of histories) {
    for (const { count, what } of history.problems) add(id, count, what);
    if (!history.end)
      add(id, 'unfinished', `it has not ended, but stands behind ${lastOf(evidence.histories.get(id))}`);
  }
  judgeSignals(evidence, histories, add);
  judgeInstances(evidence, histories, add);
  judgeEffects(evidence, histories, add);
  judgeCompensations(histories, add);
  judgeCommands(evidence, histories, add);
  for (const { sagaId, what } of evidence.diverged) add(sagaId, 'disordered', what);
  for (const { sagaId, what } of evidence.leftOver) add(sagaId, 'unfinished', what);
  for (const [, fault, error] of evidence.journals.unexpected) counts.add(fault, 'unfinished', error);
  return { counts, happened: [...histories.values()].flatMap(({ happened }) => happened) };
}

const BY_POINT = new Map(Object.entries(FAILPOINTS).map(([fault, point]) => [point, fault]));

/** An instance belongs to where it was killed, else to what happened to it, else to what was done when it was started. */
function attribution({ journals }, histories) {
  const faults = new Map();
  for (const [, fault, sagaId] of journals.started) if (!faults.has(sagaId)) faults.set(sagaId, fault);
  for (const [, fault, sagaId] of journals.hit) faults.set(sagaId, fault);
  for (const [id, { happened }] of histories) if (happened.length > 0) faults.set(id, happened.at(-1));
  for (const [, point, sagaId] of journals.killed) if (sagaId) faults.set(sagaId, BY_POINT.get(point) ?? CALM);
  return (id) => faults.get(id) ?? CALM;
}

/** What was acknowledged as started has a history, and nothing else has. */
function judgeStarts({ journals, attempted }, histories, add) {
  const acknowledged = new Set(journals.started.map(([, , id]) => id));
  for (const id of acknowledged) if (!histories.has(id)) add(id, 'lost', 'it was started, and has no history');
  for (const id of histories.keys())
    if (!acknowledged.has(id) && !attempted.has(id)) add(id, 'doubled', 'nobody has started it');
}

/** A saga that has not ended has taken in every signal that was acknowledged. */
function judgeSignals({ journals }, histories, add) {
  for (const [, id, signalId] of journals.signalled) {
    const history = histories.get(id);
    if (history && !history.end && !history.goesBack && !history.signals.includes(signalId))
      add(id, 'lost', `the signal ${signalId} never came to it`);
  }
}

function lastOf(events) {
  const { version, type, data } = events.at(-1);
  return `${version}, ${type} ${data.step ?? ''}`;
}

/** The rows of the instances say what their histories say. */
function judgeInstances({ instances, histories: events }, histories, add) {
  const rows = new Map(instances.map((row) => [row.id, row]));
  for (const [id, { definition, definitionVersion, end }] of histories) {
    const row = rows.get(id);
    if (!row) {
      add(id, 'lost', 'its row is missing');
      continue;
    }
    const says = [row.saga, row.version, row.status].join(' ');
    const is = [definition, definitionVersion, end ?? row.status].join(' ');
    if (says !== is) add(id, 'lost', `its row says ${says}, its history ${is}`);
    const { length } = events.get(id);
    if (end && row.streamVersion !== length)
      add(id, 'lost', `its row stands at ${row.streamVersion}, its history at ${length}`);
    if (end && row.owner) add(id, 'unfinished', 'it has ended and is still owned');
  }
  for (const id of rows.keys()) if (!histories.has(id)) add(id, 'lost', 'its row has no history');
}
