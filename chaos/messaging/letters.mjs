import { setTimeout as delay } from 'node:timers/promises';
import { DeadLetters } from '@edda/messaging';
import './messages.mjs';

const APPEAR_AT_MOST_MS = 60_000;
const AT_ONCE = 100;
const WHO = 'chaos conductor';

/** The dead letters of the consumers, mended and handed back. */
export class Letters {
  /** @param {import('@edda/event-store').UnitOfWork} unitOfWork of the consumers */
  constructor(unitOfWork) {
    this.deadLetters = new DeadLetters(unitOfWork);
  }

  /** Mends what is dead of the key of a stream, an event and a command; they may still be on their way. */
  async mendAll({ streamId }) {
    const mended = new Set();
    for (const end = Date.now() + APPEAR_AT_MOST_MS; mended.size < 2 && Date.now() < end; await delay(50)) {
      for (const id of await this.mend(({ key }) => key.endsWith(`/${streamId}`))) mended.add(id);
    }
  }

  /** @returns the ids of those that were mended now */
  async mend(isMeant = () => true) {
    try {
      const dead = (await this.deadLetters.list({ status: 'dead' }, { limit: AT_ONCE })).filter(isMeant);
      for (const { id, value } of dead) {
        await this.deadLetters.editPayload(id, { ...JSON.parse(value), poison: false }, WHO);
        await this.deadLetters.redrive(id, WHO);
      }
      return dead.map(({ id }) => id);
    } catch (error) {
      console.error(new Date().toISOString(), 'Dead letters could not be mended now:', String(error));
      return [];
    }
  }
}
