import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from './api-client.js';
import { ProblemError } from './problem-error.js';
import { isTransient, waitBefore } from './retry.js';
import { serverSentEvents } from './server-sent-events.js';

/** What the command needs of a RunEvent. */
export interface FollowedEvent {
  readonly type: string;
  readonly data: unknown;
}

/**
 * The events of a run as they happen, until the server says that the run is over. A broken stream is opened again behind
 * the last event that arrived, with growing pauses; an event may come twice, none is left out.
 * @throws ProblemError when the server refuses; the network error when it stays away for `outageGiveUpMs`
 */
export async function* followEvents(client: ApiClient, workflowId: string): AsyncGenerator<FollowedEvent> {
  const { signal, pace } = client;
  let lastId = '';
  let failures = 0;
  let silentSince = performance.now();
  for (;;) {
    try {
      const response = await client.send(`/research/workflows/${workflowId}/events`, {
        accept: 'text/event-stream',
        ...(lastId !== '' && { headers: { 'last-event-id': lastId } }),
      });
      client.fine();
      silentSince = performance.now();
      for await (const message of serverSentEvents(response.body ?? emptyBody())) {
        failures = 0;
        silentSince = performance.now();
        lastId = message.id;
        if (message.event === 'end') {
          return;
        }
        const event = followedEvent(message.data);
        if (event !== undefined) {
          yield event;
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      // The read side may not know a workflow yet that was created a moment ago.
      const unknown = error instanceof ProblemError && error.status === 404;
      const giveUpMs = unknown ? pace.connectGiveUpMs : pace.outageGiveUpMs;
      if (!(unknown || isTransient(error)) || performance.now() - silentSince >= giveUpMs) {
        throw error;
      }
      client.trouble(error);
    }
    await delay(waitBefore(failures, undefined, pace), undefined, { signal });
    failures += 1;
  }
}

/** A message that is no event (a later kind of message, say) is passed over. */
function followedEvent(data: string): FollowedEvent | undefined {
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string') {
      return { type: value.type, data: 'data' in value ? value.data : undefined };
    }
  } catch {
    // Falls through: not JSON, so not an event.
  }
  return undefined;
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {
  // A response without a body yields nothing.
}
