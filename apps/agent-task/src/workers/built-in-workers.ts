import { AGENT_TYPES, type AgentType } from '@edda/event-schemas';
import { backoffDelay, pause } from '@edda/kernel';
import { Draining, LOGGER, type Logger } from '@edda/service';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { AgentTaskConfig } from '../agent-task.config.js';
import { AgentPresence } from '../agent/agent-presence.js';
import { RegisterAgent } from '../agent/commands/register-agent/register-agent.command.js';
import { ClaimTask } from '../task/commands/claim-task/claim-task.command.js';
import { QueueActivity } from '../task/queue/queue-activity.js';
import { BuiltInAgents } from './built-in-agents.js';
import { TaskRunner } from './task-runner.js';

const SEEN_EVERY_MS = 10_000;

/** The agents of this service: one of each kind, claiming tasks by the same commands as outside workers. */
@Injectable()
export class BuiltInWorkers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly stopping = new AbortController();
  private readonly agentIds: ReadonlyMap<AgentType, string>;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly agents: BuiltInAgents,
    private readonly runner: TaskRunner,
    private readonly commands: CommandBus,
    private readonly presence: AgentPresence,
    private readonly activity: QueueActivity,
    private readonly config: AgentTaskConfig,
    private readonly draining: Draining,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.agentIds = new Map(AGENT_TYPES.map((type) => [type, `${type}@${config.agentName}`]));
  }

  onApplicationBootstrap(): void {
    this.draining.signal.addEventListener('abort', () => this.stopping.abort());
    this.running = this.run(this.stopping.signal);
  }

  /** Tasks that are being worked on go back into the queue. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.agents.close();
  }

  private async run(signal: AbortSignal): Promise<void> {
    await this.persist(signal, 'The built-in agents cannot be registered; trying again', () => this.register());
    const workers = Array.from({ length: this.config.workerConcurrency }, () => this.worker(signal));
    await Promise.all([...workers, this.giveSignsOfLife(signal)]);
  }

  private async register(): Promise<void> {
    for (const [agentType, agentId] of this.agentIds) {
      await this.commands.execute(new RegisterAgent(agentId, agentType, true));
    }
  }

  private async worker(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.persist(signal, 'Tasks cannot be claimed; trying again', () => this.claimAndRun(signal));
    }
  }

  private async claimAndRun(signal: AbortSignal): Promise<void> {
    const { mark } = this.activity;
    const task = await this.commands.execute(new ClaimTask(this.able(), null));
    if (task) await this.runner.run(task, signal);
    else await this.activity.changedSince(mark, this.config.taskPollMs, signal);
  }

  /** The agents that can work now: those who read documents cannot while the content service is away. */
  private able(): ReadonlyMap<AgentType, string> {
    if (this.runner.contentPause.isOver) return this.agentIds;
    return new Map([...this.agentIds].filter(([agentType]) => !this.agents.readsDocuments(agentType)));
  }

  /** Also while every worker is busy. */
  private async giveSignsOfLife(signal: AbortSignal): Promise<void> {
    const agentIds = [...this.agentIds.values()];
    while (!signal.aborted) {
      await this.persist(signal, 'Signs of life cannot be written; trying again', () => this.presence.seen(agentIds));
      await pause(SEEN_EVERY_MS, signal);
    }
  }

  private async persist(signal: AbortSignal, complaint: string, work: () => Promise<void>): Promise<void> {
    for (let failures = 1; !signal.aborted; failures++) {
      try {
        return await work();
      } catch (error) {
        this.logger.warn(complaint, { error });
        await pause(backoffDelay(failures), signal);
      }
    }
  }
}
