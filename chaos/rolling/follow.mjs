import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds before a stream that broke is opened again. */
const AGAIN_MS = 200;

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
    const response = await client.open(`/research/workflows/${workflowId}/events`, lastId);
    try {
      for await (const { id, event, data } of messages(response?.body ?? [])) {
        if (id) lastId = id;
        if (event === 'end') return;
        if (data) yield JSON.parse(data);
      }
    } catch (error) {
      // A stream may break off; what cannot be read is none of that.
      if (error instanceof SyntaxError) throw error;
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
