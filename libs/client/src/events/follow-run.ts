import type { components } from '../generated/api.js';
import { delayBehind, pause, type RetryOptions } from '../transport/backoff.js';
import { serverSentEvents } from './server-sent-events.js';

/** An entry in the story of a research run. */
export type RunEvent = components['schemas']['RunEventDto'];

export interface FollowOptions {
  /** Begin behind this position; at the beginning unless given. */
  readonly after?: number;
  readonly signal?: AbortSignal | undefined;
}

interface FollowedRun {
  /** Opens the stream behind a position. */
  open(after: number, signal: AbortSignal): Promise<Response>;
  readonly retry: Required<RetryOptions>;
}

/**
 * The story of a run as it happens, each entry once, until the run is over. A stream that breaks is opened again behind the
 * last entry.
 *
 * @throws what `open` throws; what broke the stream, when it breaks again and again without a new entry
 */
export async function* followRun(
  { open, retry }: FollowedRun,
  { after = 0, signal = new AbortController().signal }: FollowOptions,
): AsyncGenerator<RunEvent> {
  let position = after;
  for (let breaks = 1; ; breaks++) {
    const { body } = await open(position, signal);
    let failure: unknown = new Error('The stream of events ended before the run was over.');
    try {
      for await (const { event, data } of serverSentEvents(body ?? new ReadableStream<Uint8Array>())) {
        if (event === 'end') return;
        const entry = JSON.parse(data) as RunEvent;
        if (entry.position <= position) continue;
        position = entry.position;
        breaks = 0;
        yield entry;
      }
    } catch (error) {
      signal.throwIfAborted();
      failure = error;
    }
    const wait = delayBehind(Math.max(1, breaks), null, retry);
    if (wait === null) throw failure;
    await pause(wait, signal);
  }
}
