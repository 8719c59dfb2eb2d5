import { setTimeout as delay } from 'node:timers/promises';
import { setMaxListeners } from 'node:events';
import { followEvents } from '../api/follow-events.js';
import type { ResearchApi } from '../api/research-api.js';
import type { WorkflowView } from '../api/workflow-view.js';
import type { Progress } from '../progress/progress.js';
import { printable } from '../terminal/printable.js';
import { isUuid } from '../uuid.js';
import { Uploads } from './uploads.js';
import { WakeUp } from './wake-up.js';

export interface FollowOptions {
  readonly api: ResearchApi;
  /** The run as it was last seen. */
  readonly view: WorkflowView;
  readonly paths: ReadonlyMap<string, string>;
  readonly progress: Progress;
}

/**
 * Follows a run to its end: shows how far it is and delivers the bytes it asks for. Events say that something has
 * happened; the figures come from the workflow itself, which is read soon after an event and now and then without one,
 * so that a proxy that holds the stream back delays the display and not the run.
 * @returns the run when it is over
 * @throws the abort reason on Ctrl-C; what the API throws when it refuses or stays away
 */
export async function followRun({ api, view, paths, progress }: FollowOptions): Promise<WorkflowView> {
  const over = new AbortController();
  const signal = AbortSignal.any([api.client.signal, over.signal]);
  // Every upload and every wait listens to it.
  setMaxListeners(0, signal, api.client.signal);
  const uploads = new Uploads({
    api,
    paths,
    signal,
    onUnavailable: (source, reason) => progress.note(printable(`${source}: ${reason}`)),
  });
  view.sources.filter((source) => source.status !== 'requested').forEach(({ contentId }) => uploads.skip(contentId));
  const wakeUp = new WakeUp();
  let streamEnded = false;

  const listen = async (): Promise<never> => {
    for await (const event of followEvents(api.client, view.workflowId, signal)) {
      const request = event.type === 'ContentRequested' ? requestedUpload(event.data) : undefined;
      if (request !== undefined) {
        uploads.request(request.contentId, request.source);
      }
      wakeUp.notify();
    }
    streamEnded = true;
    wakeUp.notify();
    return new Promise<never>(() => undefined);
  };

  const watch = async (): Promise<WorkflowView> => {
    const { pollMs, idleMs } = api.client.pace;
    for (let current = view; ; ) {
      progress.show(current);
      // On taking up a run again, what was asked for before is not asked for in new events alone.
      for (const { contentId, source, origin, status } of current.sources) {
        if (origin === 'upload' && status === 'requested') {
          uploads.request(contentId, source);
        }
      }
      if (isOver(current, streamEnded)) {
        return current;
      }
      await wakeUp.wait(streamEnded ? pollMs : idleMs, signal);
      signal.throwIfAborted();
      const begun = performance.now();
      current = await api.workflow(view.workflowId, true);
      // A big run on a slow server takes long to read: leave it most of its time for the work itself.
      await delay(Math.max(pollMs, 4 * (performance.now() - begun)), undefined, { signal });
    }
  };

  const listening = listen();
  const watching = watch();
  try {
    return await Promise.race([watching, listening, uploads.failed]);
  } finally {
    over.abort();
    await Promise.allSettled([watching, settledSoon(listening), uploads.settled()]);
  }
}

/**
 * A run is over when nothing more will come of it: its learning path is made after the report. The end of the stream says
 * so too, in case that stage never settles.
 */
function isOver(view: WorkflowView, streamEnded: boolean): boolean {
  if (view.status !== 'completed') {
    return view.status === 'failed' || view.status === 'cancelled';
  }
  const learn = view.stages.find((stage) => stage.stage === 'learn');
  return streamEnded || learn === undefined || !['waiting', 'running'].includes(learn.status);
}

function requestedUpload(data: unknown): { contentId: string; source: string } | undefined {
  if (typeof data !== 'object' || data === null) {
    return undefined;
  }
  const { contentId, source, origin } = data as Record<string, unknown>;
  const isRequest = typeof contentId === 'string' && isUuid(contentId) && typeof source === 'string' && origin === 'upload';
  return isRequest ? { contentId, source } : undefined;
}
