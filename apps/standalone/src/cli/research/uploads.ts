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

/** Delivers the bytes the platform asks for, a few at a time, each content once however often it is asked for. */
export class Uploads {
  private readonly asked = new Set<string>();
  private readonly queue: { contentId: string; source: string }[] = [];
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

  /** Contents that are known to be delivered, by an earlier process of this run. */
  skip(contentId: string): void {
    this.asked.add(contentId);
  }

  /** Takes a request for bytes; one for a content asked for before changes nothing. */
  request(contentId: string, source: string): void {
    if (!this.asked.has(contentId)) {
      this.asked.add(contentId);
      this.queue.push({ contentId, source });
      this.fill();
    }
  }

  /** Resolves when nothing is being sent any more; abort the signal first to have it soon. */
  async settled(): Promise<void> {
    while (this.running.size > 0) {
      await Promise.all(this.running);
    }
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

  private async deliver({ contentId, source }: { contentId: string; source: string }): Promise<void> {
    const { api, deliveries, onUnavailable } = this.options;
    const delivery = deliveries.get(source) ?? {
      unavailable: 'the command that asked for it knows no file of this name',
    };
    if ('path' in delivery) {
      const reason = await uploadSource(api, { contentId, source, path: delivery.path });
      if (reason !== undefined) {
        onUnavailable(source, reason);
      }
    } else {
      await api.markUnavailable(contentId, delivery.unavailable);
    }
  }
}
