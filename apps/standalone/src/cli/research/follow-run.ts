import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { followEvents } from '../api/follow-events.js';
import { ResearchApi } from '../api/research-api.js';
import type { WorkflowView } from '../api/workflow-view.js';
import type { Progress } from '../progress/progress.js';
import { printable } from '../terminal/printable.js';
import type { Deliveries } from './deliveries.js';
import { requestedUpload } from './requested-upload.js';
import { isRunOver } from './is-run-over.js';
import { Uploads } from './uploads.js';
import { WakeUp } from './wake-up.js';

export interface FollowOptions {
  readonly api: ResearchApi;
  /** The run as it was last seen. */
  readonly view: WorkflowView;
  readonly deliveries: Deliveries;
  readonly progress: Progress;
}

/**
 * Follows a run to its end: shows how far it is and delivers the bytes it asks for. Events say that something has
 * happened; the figures come from the workflow itself, which is read soon after an event and now and then without one,
 * so that a proxy that holds the stream back delays the display and not the run.
 * @returns the run when it is over
 * @throws the abort reason on Ctrl-C; what the API throws when it refuses or stays away
 */
export async function followRun(options: FollowOptions): Promise<WorkflowView> {
  const over = new AbortController();
  const signal = AbortSignal.any([options.api.client.signal, over.signal]);
  // Every upload and every wait listens to it.
  setMaxListeners(0, signal);
  const run = new FollowedRun({ ...options, api: new ResearchApi(options.api.client.with({ signal })) });
  const listening = run.listen();
  const watching = run.watch();
  try {
    return await Promise.race([watching, rejectionOf(listening), run.uploads.failed]);
  } finally {
    over.abort();
    await Promise.allSettled([watching, listening, run.uploads.settled()]);
  }
}

class FollowedRun {
  readonly uploads: Uploads;
  private readonly wakeUp = new WakeUp();
  private streamEnded = false;
  private lastHeard = performance.now();

  constructor(private readonly options: FollowOptions) {
    const { api, deliveries, progress, view } = options;
    this.uploads = new Uploads({
      api,
      deliveries,
      onUnavailable: (source, reason) => progress.note(printable(`${source}: ${reason}`)),
    });
    // The stream tells the run from its beginning: what has been delivered before is not sent again.
    view.sources
      .filter((source) => source.status !== 'requested')
      .forEach(({ contentId }) => this.uploads.skip(contentId));
  }

  /** Resolves when the stream of events has ended. */
  async listen(): Promise<void> {
    const { api, view } = this.options;
    for await (const event of followEvents(api.client, view.workflowId)) {
      const request = requestedUpload(event);
      if (request !== undefined) {
        this.uploads.request(request.contentId, request.source);
      }
      this.lastHeard = performance.now();
      this.wakeUp.notify();
    }
    this.streamEnded = true;
    this.wakeUp.notify();
  }

  /** Resolves when the run is over. */
  async watch(): Promise<WorkflowView> {
    const { api, view } = this.options;
    const { signal, pace } = api.client;
    let current = view;
    let pause = 0;
    this.take(current);
    while (!isRunOver(current, this.streamEnded)) {
      await this.wakeUp.wait(this.streamEnded ? pace.pollMs : pace.idleMs, signal);
      await delay(pause, undefined, { signal });
      const begun = performance.now();
      current = await api.workflow(view.workflowId, true);
      // A big run on a slow server takes long to read: most of its time is left for the work itself.
      pause = Math.max(pace.pollMs, 4 * (performance.now() - begun));
      this.take(current);
    }
    return current;
  }

  private take(view: WorkflowView): void {
    const { api, progress } = this.options;
    progress.show(view);
    if (performance.now() - this.lastHeard < 2 * api.client.pace.idleMs) {
      return;
    }
    // Nothing has been heard for a while: the requests for these may be held back on their way.
    for (const { contentId, source, origin, status } of view.sources) {
      if (origin === 'upload' && status === 'requested') {
        this.uploads.offer(contentId, source);
      }
    }
  }
}

/** Rejects with the promise, and never resolves. */
function rejectionOf(promise: Promise<unknown>): Promise<never> {
  return new Promise<never>((_resolve, reject) => promise.catch(reject));
}
