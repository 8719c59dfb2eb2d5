import { ProblemError } from '../api/problem-error.js';
import { isTransient } from '../api/retry.js';
import type { ResearchApi } from '../api/research-api.js';
import type { Deliveries } from './deliveries.js';
import { uploadSource } from './upload-source.js';

const AT_ONCE = 4;

export interface UploadsOptions {
  readonly api: ResearchApi;
  readonly deliveries: Deliveries;
  /** Told of each source whose bytes could not be delivered. */
  readonly onUnavailable: (source: string, reason: string) => void;
}

interface QueuedUpload {
  readonly contentId: string;
  readonly source: string;
  /** Whether the platform has asked for the bytes, and so is ready for them. */
  readonly isAsked: boolean;
}

/** Delivers the bytes the platform asks for, a few at a time, each content once however often it is asked for. */
export class Uploads {
  /** Contents in the queue, being sent or delivered. */
  private readonly taken = new Set<string>();
  /** Contents asked for while a first, doubtful try was under way. */
  private readonly askedMeanwhile = new Set<string>();
  private readonly queue: QueuedUpload[] = [];
  private readonly running = new Set<Promise<void>>();
  private fail: (error: unknown) => void = () => undefined;

  /** Rejects when uploading as such has no sense any more (token refused, server gone); never resolves. */
  readonly failed = new Promise<never>((_resolve, reject) => {
    this.fail = reject;
  });

  constructor(private readonly options: UploadsOptions) {
    // Whoever waits for `failed` hears of it; nobody waiting is no crash.
    this.failed.catch(() => undefined);
  }

  /** Leaves out contents that an earlier process of this run has delivered. */
  skip(contentId: string): void {
    this.taken.add(contentId);
  }

  /** Takes a request for bytes; one for a content asked for before changes nothing. */
  request(contentId: string, source: string): void {
    if (this.taken.has(contentId)) {
      this.askedMeanwhile.add(contentId);
    } else {
      this.enqueue({ contentId, source, isAsked: true });
    }
  }

  /** Tries once to deliver what seems to be missing. If the platform is not ready for it, a later call tries again. */
  offer(contentId: string, source: string): void {
    if (!this.taken.has(contentId)) {
      this.enqueue({ contentId, source, isAsked: false });
    }
  }

  /** Resolves when nothing is being sent any more; abort the signal first to have it soon. */
  async settled(): Promise<void> {
    while (this.running.size > 0) {
      await Promise.all(this.running);
    }
  }

  private enqueue(upload: QueuedUpload): void {
    this.taken.add(upload.contentId);
    this.queue.push(upload);
    this.fill();
  }

  private fill(): void {
    while (this.running.size < AT_ONCE && !this.options.api.client.signal.aborted) {
      const next = this.queue.shift();
      if (next === undefined) {
        return;
      }
      const upload: Promise<void> = this.deliver(next)
        .catch((error: unknown) => this.fail(error))
        .finally(() => {
          this.running.delete(upload);
          this.fill();
        });
      this.running.add(upload);
    }
  }

  private async deliver(upload: QueuedUpload): Promise<void> {
    try {
      await this.answer(upload);
    } catch (error) {
      const { contentId, source, isAsked } = upload;
      const isEarly = isTransient(error) || (error instanceof ProblemError && error.status === 404);
      if (isAsked || !isEarly || this.options.api.client.signal.aborted) {
        throw error;
      }
      this.taken.delete(contentId);
      if (this.askedMeanwhile.delete(contentId)) {
        this.request(contentId, source);
      }
    }
  }

  private async answer({ contentId, source, isAsked }: QueuedUpload): Promise<void> {
    const { api, deliveries, onUnavailable } = this.options;
    const delivery = deliveries.get(source) ?? {
      unavailable: 'the command that asked for it knows no file of this name',
    };
    if ('path' in delivery) {
      const reason = await uploadSource(api, { contentId, source, path: delivery.path }, isAsked);
      if (reason !== undefined) {
        onUnavailable(source, reason);
      }
    } else {
      await api.markUnavailable(contentId, delivery.unavailable);
    }
  }
}
