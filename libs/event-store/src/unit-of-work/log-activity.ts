import { EventEmitter } from 'node:events';

/** Tells the followers of a log in this process that something was appended. */
export class LogActivity {
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  appended(): void {
    this.emitter.emit('appended');
  }

  /** @returns a function that ends it */
  onAppended(listener: () => void): () => void {
    this.emitter.on('appended', listener);
    return () => this.emitter.off('appended', listener);
  }
}
