import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds before a stream that broke is opened again. */
const AGAIN_MS = 200;
/** Milliseconds without a sign of life, of which there is one each 15 s, after which a stream counts as broken. */
const SILENCE_MS = 45_000;

/**
 * The events of a run, followed as the command line does: a stream that ends before the run is opened again behind the last
 * event that came.
 *
 * @param {import('./client.mjs').Client} client
 * @returns {AsyncGenerator<{ position: number, id: string, type: string, data: object }>}
 */
export async function* follow(client, workflowId) {
  let lastId = '';
  for (;;) {
    const silent = new AbortController();
    const silence = setTimeout(() => silent.abort(), SILENCE_MS);
    const response = await client.open(`/research/workflows/${workflowId}/events`, lastId, silent.signal);
    try {
      for await (const { id, event, data } of messages(response?.body ?? [])) {
        silence.refresh();
        if (id) lastId = id;
        if (event === 'end') return;
        if (data) yield JSON.parse(data);
      }
    } catch (error) {
      // A stream may break off; what cannot be read is none of that.
      if (error instanceof SyntaxError) throw error;
    } finally {
      clearTimeout(silence);
    }
    await delay(AGAIN_MS);
  }
}

async function* messages(body) {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop();
    for (const block of blocks) {
      const fields = block.split('\n').map((line) => /^(\w+): ?(.*)$/.exec(line) ?? []);
      yield Object.fromEntries(fields.map(([, name, value]) => [name, value]));
    }
  }
}
