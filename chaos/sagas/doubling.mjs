import { randomFrom } from '../lib/random.mjs';
import { UnreliableBroker } from '../messaging/unreliable-broker.mjs';

/** A broker to which some records are published twice. */
export function doubling(broker, { given, journal, reporter }) {
  const { seed, name, incarnation, duplicating } = given;
  const random = randomFrom(seed, name, incarnation);
  return new UnreliableBroker({ broker, random, journal, reporter, duplicating, reordering: 0, early: false });
}
