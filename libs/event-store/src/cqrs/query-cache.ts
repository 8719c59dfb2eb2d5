import type { CachedQueryOptions } from './cached-query.js';
import { frozen } from './frozen.js';

const MAX_ENTRIES = 500;

interface Answer {
  value: unknown;
  /** In milliseconds of the cache's clock. */
  staleAt: number;
}

/** The answers of one class of queries. */
export class QueryCache {
  /** The one asked for last comes last. */
  private readonly answers = new Map<string, Answer>();
  private readonly running = new Map<string, Promise<unknown>>();
  private drops = 0;

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    private readonly query: string,
    private readonly options: CachedQueryOptions,
    private readonly now: () => number,
  ) {}

  /** The answer that is kept or under way, or what `execute` answers. */
  async get(key: string, execute: () => Promise<unknown>): Promise<unknown> {
    const answer = this.answers.get(key);
    if (answer) {
      this.answers.delete(key);
      if (answer.staleAt > this.now()) {
        this.answers.set(key, answer);
        return answer.value;
      }
    }
    const running = this.running.get(key);
    if (running) return running;
    const execution = this.execute(key, execute);
    this.running.set(key, execution);
    const done = (): void => {
      if (this.running.get(key) === execution) this.running.delete(key);
    };
    void execution.then(done, done);
    return execution;
  }

  /** Forgets every answer. What is being executed may have read what was there before: nobody joins it any more. */
  drop(): void {
    this.drops++;
    this.answers.clear();
    this.running.clear();
  }

  private async execute(key: string, execute: () => Promise<unknown>): Promise<unknown> {
    const { drops } = this;
    const staleAt = this.now() + this.options.ttl;
    const value = frozen(await execute(), this.query);
    if (drops === this.drops) this.keep(key, { value, staleAt });
    return value;
  }

  private keep(key: string, answer: Answer): void {
    this.answers.set(key, answer);
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= (this.options.maxEntries ?? MAX_ENTRIES)) return;
      this.answers.delete(oldest);
    }
  }
}
