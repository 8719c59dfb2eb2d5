import { EddaError } from '@edda/kernel';
import type { BrokerRecord, OutgoingRecord } from '../broker/broker.js';
import { brokerClosed } from '../broker/broker-errors.js';
import { typeOf } from '../observability/message-labels.js';

/** Most requests of an instance that wait for an answer. */
const MAX_PENDING = 10_000;

interface Waiting {
  answered(answer: BrokerRecord): void;
  failed(error: unknown): void;
}

/** Requests that wait for their answers, by id. */
export class PendingRequests {
  private readonly waiting = new Map<string, Waiting>();

  /**
   * Sends a request and waits for its answer.
   *
   * @throws EddaError `REQUEST.TIMED_OUT`, `REQUEST.TOO_MANY`; what `send` throws; the signal's reason
   */
  async run(
    request: OutgoingRecord,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    send: () => Promise<void>,
  ): Promise<BrokerRecord> {
    if (this.waiting.size >= MAX_PENDING) throw tooMany(request);
    const id = request.headers['ce_id'] ?? '';
    const ended = new AbortController();
    try {
      return await new Promise<BrokerRecord>((resolve, reject) => {
        this.waiting.set(id, { answered: resolve, failed: reject });
        const timer = setTimeout(() => reject(timedOut(request, timeoutMs)), timeoutMs);
        ended.signal.addEventListener('abort', () => clearTimeout(timer));
        signal?.addEventListener('abort', () => reject(signal.reason), { signal: ended.signal });
        send().catch(reject);
      });
    } finally {
      this.waiting.delete(id);
      ended.abort();
    }
  }

  /** An answer has come; one that nobody waits for any more changes nothing. */
  settle(id: string, answer: BrokerRecord): void {
    this.waiting.get(id)?.answered(answer);
  }

  failAll(): void {
    for (const { failed } of this.waiting.values()) failed(brokerClosed());
  }
}

function timedOut(request: OutgoingRecord, timeoutMs: number): EddaError {
  return new EddaError(
    'unavailable',
    'REQUEST.TIMED_OUT',
    `${typeOf(request)} was not answered within ${timeoutMs} ms over ${request.topic}; it may have been carried out: ` +
      'ask for its outcome before you repeat it.',
  );
}

function tooMany(request: OutgoingRecord): EddaError {
  return new EddaError(
    'unavailable',
    'REQUEST.TOO_MANY',
    `${typeOf(request)} was not sent: ${MAX_PENDING} requests wait for answers already. Try again later.`,
  );
}
