import { Injectable } from '@nestjs/common';

/** The fetches of this process that are under way, so that one can be stopped. */
@Injectable()
export class RunningFetches {
  private readonly running = new Map<string, Set<AbortController>>();

  /** Runs `fetch` with a signal that aborts when the content is called off. */
  async run<T>(contentId: string, fetch: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const ofContent = this.running.get(contentId) ?? new Set();
    this.running.set(contentId, ofContent.add(controller));
    try {
      return await fetch(controller.signal);
    } finally {
      ofContent.delete(controller);
      if (ofContent.size === 0) this.running.delete(contentId);
    }
  }

  stop(contentId: string): void {
    for (const controller of this.running.get(contentId) ?? []) controller.abort();
  }
}
