import { EddaError } from '@edda/kernel';
import type { Logger } from '@edda/service';
import type { CommandBus } from '@nestjs/cqrs';
import { ExtendLease } from '../task/commands/extend-lease/extend-lease.command.js';
import type { Holder } from '../task/domain/task-errors.js';

/** Keeps the lease of a task while it is worked on, and tells when it is lost. */
export class LeaseKeeper {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private beating = false;

  /** @param everyMs milliseconds between heartbeats */
  constructor(
    private readonly commands: CommandBus,
    private readonly logger: Logger,
    private readonly taskId: string,
    private readonly holder: Holder,
    everyMs: number,
  ) {
    this.timer = setInterval(() => void this.beat(), everyMs);
  }

  /** Aborts when the task has gone on without its holder. */
  get lost(): AbortSignal {
    return this.controller.signal;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async beat(): Promise<void> {
    if (this.beating) return;
    this.beating = true;
    try {
      await this.commands.execute(new ExtendLease(this.taskId, this.holder));
    } catch (error) {
      if (error instanceof EddaError && !error.retryable) {
        this.stop();
        this.controller.abort(error);
      } else {
        // The lease lasts for more than one heartbeat, and the fence guards what happens after.
        this.logger.warn('A heartbeat could not be written', { taskId: this.taskId, error });
      }
    } finally {
      this.beating = false;
    }
  }
}
