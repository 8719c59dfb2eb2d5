import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { assignment } from './documents.mjs';
import { follow } from './follow.mjs';

const LOOK_MS = 300;
/** Milliseconds until something that was accepted must have come to its end. */
const END_MS = 600_000;

/**
 * What callers have begun and what has become of it.
 * @typedef {{ kind: string, id: string, ended: boolean }} Item
 */

/** Callers that begin one thing after the other and follow each to its end. */
export class Load {
  /** @type {Item[]} */
  items = [];
  problems = [];
  #over = false;

  /** @param {{ client: import('./client.mjs').Client, files: string, random: (name: string) => object, plan: object }} options */
  constructor({ client, files, random, plan }) {
    Object.assign(this, { client, files, random, plan });
  }

  /** Resolves when {@link finish} was called and everything has come to its end, or has not in time. */
  async run() {
    const kinds = { research: this.#research, download: this.#download, investigation: this.#investigation };
    const callers = Object.entries(kinds).flatMap(([kind, act]) =>
      Array.from({ length: this.plan.callers[kind] }, (_, at) => this.#caller(kind, act, this.random(`${kind} ${at}`))),
    );
    await Promise.all([...callers, this.#reader()]);
  }

  finish() {
    this.#over = true;
  }

  async #caller(kind, act, random) {
    while (!this.#over) {
      const known = this.items.length;
      try {
        await act.call(this, random);
      } catch (error) {
        this.problems.push(`${kind}: ${error.message}`);
        // What was refused at once is refused again at once.
        if (this.items.length === known) await delay(1000);
      }
      await delay(random.between(50, this.plan.pauseMs));
    }
  }

  /** Reads lists all the time, as a console does. */
  async #reader() {
    while (!this.#over) {
      for (const path of ['/research/workflows', '/downloads', '/investigations', '/learning/paths', '/contents']) {
        await this.client.ask('GET', `${path}?limit=5`).catch((error) => this.problems.push(error.message));
        await delay(this.plan.readMs);
      }
    }
  }

  async #research(random) {
    const { question, texts } = assignment(random);
    const sources = texts.map((_, at) => ({ source: `source-${at}.md` }));
    const { workflowId } = await this.#begin('/research/workflows', { question, sources });
    const item = this.#began('research', workflowId);
    let last = 0;
    const uploads = [];
    for await (const { position, type, data } of until(END_MS, follow(this.client, workflowId))) {
      if (position !== last + 1) this.problems.push(`research ${workflowId}: event ${position} came after ${last}`);
      last = position;
      if (type === 'ContentRequested' && data.origin === 'upload') uploads.push(this.#upload(data, texts));
    }
    await Promise.all(uploads);
    const { status, learningPathId } = await this.client.ask('GET', `/research/workflows/${workflowId}`);
    if (status !== 'completed') throw new Error(`${workflowId} is ${status}`);
    await this.client.ask('GET', `/learning/paths/${learningPathId}`, { missing: true });
    item.ended = true;
  }

  /** The same bytes for the same content may be uploaded again. */
  async #upload({ contentId, source }, texts) {
    const text = texts[Number(/\d+/.exec(source)[0])];
    await this.client.ask('POST', '/contents', {
      body: () => {
        const form = new FormData();
        form.set('contentId', contentId);
        form.set('file', new Blob([text]), source);
        return form;
      },
    });
  }

  async #download() {
    const url = `${this.files}/${randomUUID()}.txt`;
    const { downloadId } = await this.#begin('/downloads', { url });
    await this.#watch('download', downloadId, `/downloads/${downloadId}`);
  }

  async #investigation(random) {
    const { question } = assignment(random);
    const { investigationId } = await this.#begin('/investigations', { title: question });
    const investigation = this.#began('investigation', investigationId);
    const entities = `/investigations/${investigationId}/entities`;
    const { entityId } = await this.#begin(entities, { kind: 'organisation', name: 'Jonas Hald' });
    const enrichments = `${entities}/${entityId}/enrichments`;
    const { enrichmentId } = await this.#begin(enrichments);
    await this.#watch('enrichment', enrichmentId, `${enrichments}/${enrichmentId}`);
    investigation.ended = true;
  }

  #begin(path, json = {}) {
    return this.client.ask('POST', path, { json, headers: { 'idempotency-key': randomUUID() } });
  }

  #began(kind, id) {
    const item = { kind, id, ended: false };
    this.items.push(item);
    return item;
  }

  async #watch(kind, id, path) {
    const item = this.#began(kind, id);
    const startedAt = performance.now();
    for (;;) {
      const view = await this.client.ask('GET', path, { missing: true });
      if (view?.status === 'completed') break;
      if (['failed', 'cancelled', 'stuck'].includes(view?.status)) throw new Error(`${id} is ${view.status}`);
      if (performance.now() - startedAt > END_MS) throw new Error(`${id} has not ended, it is ${view?.status}`);
      await delay(LOOK_MS);
    }
    item.ended = true;
  }
}

async function* until(milliseconds, items) {
  const end = performance.now() + milliseconds;
  let timer;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('it has not ended')), end - performance.now());
  });
  late.catch(() => undefined);
  try {
    for (;;) {
      const { done, value } = await Promise.race([items.next(), late]);
      if (done) return;
      yield value;
    }
  } finally {
    clearTimeout(timer);
  }
}
