import { contextOrNew, type Clock } from '@edda/kernel';
import { CLOCK } from '@edda/service';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AgentTaskConfig } from '../../../agent-task.config.js';
import { TaskQueue } from '../../../task/queue/task-queue.js';
import { TaskRepository } from '../../../task/task.repository.js';
import { AgentPresence } from '../../agent-presence.js';
import { AgentRepository } from '../../agent.repository.js';
import { RegisterAgent } from './register-agent.command.js';

const AGENT_RESTARTED = 'TASK.AGENT_RESTARTED';

@CommandHandler(RegisterAgent)
export class RegisterAgentHandler implements ICommandHandler<RegisterAgent> {
  constructor(
    private readonly agents: AgentRepository,
    private readonly presence: AgentPresence,
    private readonly tasks: TaskRepository,
    private readonly queue: TaskQueue,
    private readonly config: AgentTaskConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ agentId, agentType, builtIn }: RegisterAgent): Promise<void> {
    await this.agents.change(agentId, (agent) => agent.register(agentType, builtIn, this.clock.now()), { attempts: 5 });
    await this.presence.seen([agentId]);
    const tenantId = builtIn ? null : contextOrNew().tenantId;
    while (await this.takeBackOne(agentId, tenantId));
  }

  /** Nobody waits for a lease to run out whose holder is known to have started anew. */
  private async takeBackOne(agentId: string, tenantId: string | null): Promise<boolean> {
    const reason = { code: AGENT_RESTARTED, detail: `Agent "${agentId}" was started anew while it held the task.` };
    const changed = await this.tasks.changeNext(
      () => this.queue.nextHeldBy(agentId, tenantId),
      (task, now) => task.loseHolder(reason, this.config.taskMaxAttempts, now),
      { delayMs: 0 },
    );
    return changed !== null;
  }
}
