import { EnginePool, type EnginePoolOptions } from '../../engines/engine-pool.js';
import type { EngineContracts, EngineKind } from '../../engines/engines.js';
import type { EngineRun, Engines } from './engines.js';

/**
 * As many pools of one thread as runs may go side by side. A pool would let a second run wait, with the time counted
 * against it; here it goes to one that is free.
 */
export class EnginePools implements Engines {
  private readonly pools: readonly EnginePool[];
  private readonly free: EnginePool[];

  /** @param count the most runs at once */
  constructor(count: number, options: EnginePoolOptions) {
    this.pools = Array.from({ length: count }, () => new EnginePool(options));
    this.free = [...this.pools];
  }

  async run(kind: EngineKind, input: object, signal: AbortSignal): Promise<EngineRun> {
    // The one used last has the documents of the last task at hand.
    const pool = this.free.pop();
    if (!pool) throw new Error(`All ${this.pools.length} engine threads are busy: a worker runs one task at a time.`);
    try {
      return await pool.run(kind, input as EngineContracts[typeof kind]['input'], { signal });
    } finally {
      this.free.push(pool);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.pools.map((pool) => pool.close()));
  }
}
