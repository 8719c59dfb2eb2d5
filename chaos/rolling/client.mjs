import { setTimeout as delay } from 'node:timers/promises';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;
/** Milliseconds after which a request that is refused again and again counts as lost. */
const GIVE_UP_MS = 300_000;

/** Milliseconds until a request without an answer, and a stream of events without a sign of life, is given up for another one. */
const ANSWER_MS = 60_000;

/** A caller of the gateway who asks again, with the same key, when there was no answer or one that says so. */
export class Client {
  /** How often each thing was the answer: `2xx`, `503 UPSTREAM.UNAVAILABLE`, `no answer: ECONNRESET`. */
  answers = {};
  /** What may not be answered, and requests that were given up. */
  problems = [];

  /** @param {string} url of the gateway */
  constructor(url) {
    this.url = url;
  }

  /** @returns {Promise<any>} the JSON of the answer; null where a read finds nothing yet */
  async ask(method, path, { json, body, headers = {}, missing = false } = {}) {
    const startedAt = performance.now();
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.#attempt(method, path, { json, body, headers });
      if (outcome.ok) return outcome.value;
      if (missing && outcome.status === 404) return null;
      if (!outcome.again) {
        const problem = `${method} ${path} was answered ${outcome.text}`;
        this.problems.push(problem);
        throw new Error(problem);
      }
      if (performance.now() - startedAt > GIVE_UP_MS) throw new Error(`${method} ${path} was refused for too long`);
      await delay(outcome.after ?? Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt));
    }
  }

  /** Opens a stream of events. @returns {Promise<Response | null>} null when it was refused, which may be asked again */
  async open(path, lastEventId, signal) {
    const headers = { accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }) };
    try {
      const response = await fetch(`${this.url}/api/v1${path}`, { headers, signal });
      if (response.ok) {
        this.#count('2xx');
        return response;
      }
      await this.#refusal(response);
    } catch (error) {
      this.#noAnswer(error);
    }
    return null;
  }

  async #attempt(method, path, { json, body, headers }) {
    try {
      const response = await fetch(`${this.url}/api/v1${path}`, {
        method,
        signal: AbortSignal.timeout(ANSWER_MS),
        headers: { ...headers, ...(json && { 'content-type': 'application/json' }) },
        ...(json && { body: JSON.stringify(json) }),
        ...(body && { body: body() }),
      });
      if (!response.ok) return await this.#refusal(response);
      const text = await response.text();
      this.#count('2xx');
      return { ok: true, value: text === '' ? null : JSON.parse(text) };
    } catch (error) {
      return this.#noAnswer(error);
    }
  }

  /** A service that goes away or has not come says 503 and when to come again; nothing else from 500 up may happen. */
  async #refusal(response) {
    const { status, headers } = response;
    const { code = '', detail = '' } = await response.json().catch(() => ({}));
    const text = `${status} ${code}`;
    this.#count(text);
    const after = headers.get('retry-after');
    const again = status === 503 && after !== null;
    if (status >= 500 && !again) this.problems.push(`${text}: ${detail}`);
    return { ok: false, status, text: `${text} ${detail}`, again, ...(after && { after: Number(after) * 1000 }) };
  }

  #noAnswer(error) {
    const reason = error.cause?.code ?? error.cause?.message ?? error.message;
    this.#count(`no answer: ${reason}`);
    return { ok: false, again: true, text: reason };
  }

  #count(answer) {
    this.answers[answer] = (this.answers[answer] ?? 0) + 1;
  }
}
