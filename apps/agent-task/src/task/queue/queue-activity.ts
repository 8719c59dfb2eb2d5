import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';

/** Tells who waits for work in this process that there may be some. */
@Injectable()
export class QueueActivity {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private count = 0;

  /** Read it before looking into the queue, and wait from there: what comes in between is then not slept through. */
  get mark(): number {
    return this.count;
  }

  changed(): void {
    this.count++;
    this.emitter.emit('changed');
  }

  /** Resolves at the first change after the mark, at the latest after `ms` milliseconds or when the signal aborts. */
  async changedSince(mark: number, ms: number, signal: AbortSignal): Promise<void> {
    if (this.count !== mark || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.emitter.off('changed', done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.emitter.on('changed', done);
      signal.addEventListener('abort', done);
    });
  }
}
