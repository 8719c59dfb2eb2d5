import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from './api-client.js';
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
  let breaks = 0;
  for (;;) {
    const response = await client.persist(
      () => {
        const headers: Record<string, string> = lastId === '' ? {} : { 'last-event-id': lastId };
        return client.send(`/research/workflows/${workflowId}/events`, { accept: 'text/event-stream', headers });
      },
      // The read side may not know a workflow yet that was created a moment ago.
      (problem) => problem.status === 404,
    );
    try {
      for await (const message of serverSentEvents(response.body ?? emptyBody())) {
        breaks = 0;
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
      // A stream that breaks is no outage: a quiet one is cut by every proxy after some minutes.
      signal.throwIfAborted();
      if (!isTransient(error)) {
        throw error;
      }
    }
    await delay(waitBefore(breaks, undefined, pace), undefined, { signal });
    breaks += 1;
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
