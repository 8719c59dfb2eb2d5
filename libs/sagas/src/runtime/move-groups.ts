import { runInContext, type ExecutionContext } from '@edda/kernel';
import { rowsOf, writeMove, writeWhole, type Move, Overtaken } from './moves.js';
import { moveStatement } from './move-rows.js';
import type { MoveParts } from './runtime-parts.js';

/** Most moves in one transaction. */
const MOST_MOVES = 64;
/** One group after the other, in the order in which they came; where one takes this long, in milliseconds, because a stream is locked, another begins. */
const SLOW_MS = 500;
const MOST_GROUPS = 3;

interface Waiting {
  readonly move: Move;
  readonly context: ExecutionContext;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Commits moves of different instances that are more than events: those that wait while others are written share one
 * transaction. When it fails each of them gets one of its own.
 */
export class MoveGroups {
  private readonly waiting: Waiting[] = [];
  private groups = 0;
  private begunAt = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: MoveParts) {}

  /** @throws Overtaken; Error what it cannot be written for */
  commit(move: Move, context: ExecutionContext): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ move, context, resolve, reject });
      process.nextTick(() => this.begin());
    });
  }

  private begin(): void {
    if (this.waiting.length === 0 || this.groups === MOST_GROUPS) return;
    const slowIn = this.begunAt + SLOW_MS - performance.now();
    if (this.groups === 0 || slowIn <= 0) {
      void this.writeWaiting();
      return;
    }
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.begin();
    }, slowIn);
  }

  private async writeWaiting(): Promise<void> {
    this.groups++;
    while (this.waiting.length > 0) {
      this.begunAt = performance.now();
      await this.writeGroup(this.waiting.splice(0, MOST_MOVES));
    }
    this.groups--;
  }

  private async writeGroup(group: readonly Waiting[]): Promise<void> {
    const { unitOfWork, worker } = this.parts;
    if (group.length > 1) {
      try {
        const outcome = await unitOfWork.run(async () => {
          for (const { move, context } of group) await runInContext(context, () => writeMove(this.parts, move));
          const rows = group.flatMap(({ move }) => rowsOf(move) ?? []);
          if (rows.length > 0) unitOfWork.write(moveStatement(worker, rows));
        });
        if (outcome.committed) {
          for (const { resolve } of group) resolve();
          return;
        }
      } catch {
        // Which of them is at fault, and whether any of it was written, shows when each is written alone.
      }
    }
    await Promise.all(group.map((waiting) => this.writeAlone(waiting)));
  }

  private async writeAlone({ move, context, resolve, reject }: Waiting): Promise<void> {
    try {
      const outcome = await runInContext(context, () => this.parts.unitOfWork.run(() => writeWhole(this.parts, move)));
      if (outcome.committed) resolve();
      else reject(new Overtaken(outcome.conflict));
    } catch (error) {
      reject(error);
    }
  }
}
