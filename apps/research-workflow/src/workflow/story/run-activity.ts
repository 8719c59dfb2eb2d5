import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';

/** Tells the followers of a run in this process that its story went on. */
@Injectable()
export class RunActivity {
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  told(workflowId: string): void {
    this.emitter.emit(workflowId);
  }

  /** Resolves when the story goes on, after `milliseconds` at the latest, or when the signal aborts. */
  next(workflowId: string, milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.emitter.off(workflowId, done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.emitter.once(workflowId, done);
      signal.addEventListener('abort', done, { once: true });
      if (signal.aborted) done();
    });
  }
}
