import { Counts } from '../lib/counts.mjs';
import { CALM } from './faults.mjs';

/**
 * Holds the log against the effects of the consumers and the journals of all.
 *
 * @param {import('./evidence.mjs').Evidence} evidence
 */
export function judge({ sent, effects, journals }) {
  const counts = new Counts();
  const byId = new Map(sent.map((message) => [message.id, message]));
  attribute(byId, journals);
  for (const { fault } of sent) counts.add(fault, 'events');
  judgeWriters(byId, journals, counts);
  judgeEffects(byId, effects, counts);
  judgeOrder(byId, effects, counts);
  judgeDeliveries(byId, journals, counts);
  return counts;
}

/** What these say of a message is brought about by the message itself. */
const OF_ITSELF = new Set(['poison', 'redriven', 'slow-handler']);

/** What happened to a message itself says more than when it was sent. */
function attribute(byId, { injected, failed }) {
  for (const [, , id] of failed) setFault(byId, id, 'handler-failed');
  for (const [, fault, id] of injected) setFault(byId, id, fault);
}

function setFault(byId, id, fault) {
  const message = byId.get(id);
  if (message && !OF_ITSELF.has(message.fault)) message.fault = fault;
}

/** What was acknowledged stands in the log. */
function judgeWriters(byId, { acknowledged, unexpected }, counts) {
  for (const [, ids] of acknowledged) {
    for (const id of ids) if (!byId.has(id)) counts.add(CALM, 'lost', `${id} was acknowledged and is not in the log`);
  }
  for (const [, fault, error] of unexpected) counts.add(fault, 'unfinished', error);
}

/** Every message has one effect, every effect belongs to a message. */
function judgeEffects(byId, effects, counts) {
  const times = new Map();
  for (const { subscription, id } of effects) {
    const message = byId.get(id);
    if (message?.subscription === subscription) times.set(id, (times.get(id) ?? 0) + 1);
    else counts.add(CALM, 'doubled', `${subscription} has an effect of ${id}, which was not sent to it`);
  }
  for (const { id, key, version, fault } of byId.values()) {
    const found = times.get(id) ?? 0;
    const what = `${key} ${version ?? ''} (${id})`;
    if (found === 0) counts.add(fault, 'missed', what);
    else if (found > 1) counts.add(fault, 'doubled', `${what}: ${found} times`, found - 1);
  }
}

/** The events of a key have their effects in the order of their versions. */
function judgeOrder(byId, effects, counts) {
  const last = new Map();
  for (const { subscription, key, id, version } of effects) {
    if (version === null) continue;
    const name = `${subscription} ${key}`;
    const before = last.get(name) ?? 0;
    const fault = byId.get(id)?.fault ?? CALM;
    if (version < before) counts.add(fault, 'disordered', `${name}: ${version} comes behind ${before}`);
    last.set(name, Math.max(before, version));
  }
}

/** How often handlers were called beyond the first time. */
function judgeDeliveries(byId, { begun }, counts) {
  const seen = new Set();
  for (const [, subscription, id] of begun) {
    const call = `${subscription} ${id}`;
    if (seen.has(call)) counts.add(byId.get(id)?.fault ?? CALM, 'redeliveries');
    seen.add(call);
  }
}
