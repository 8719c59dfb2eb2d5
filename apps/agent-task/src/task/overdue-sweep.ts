import { backoffDelay, pause } from '@edda/kernel';
import { Draining, LOGGER, type Logger } from '@edda/service';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { AgentTaskConfig } from '../agent-task.config.js';
import { FailOverdueTasks } from './commands/fail-overdue-tasks/fail-overdue-tasks.command.js';

/** Ends overdue tasks also when no agent asks for work. Every instance does; one task is ended by one of them. */
@Injectable()
export class OverdueSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly commands: CommandBus,
    private readonly config: AgentTaskConfig,
    private readonly draining: Draining,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.draining.signal.addEventListener('abort', () => this.stopping.abort());
    this.running = this.run(this.stopping.signal);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      try {
        await this.commands.execute(new FailOverdueTasks());
        failures = 0;
      } catch (error) {
        failures++;
        this.logger.warn('Overdue tasks cannot be looked for; trying again', { error });
      }
      await pause(failures > 0 ? backoffDelay(failures) : this.config.taskPollMs, signal);
    }
  }
}
