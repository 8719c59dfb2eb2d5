import { EventEmitter } from 'node:events';
import { ApiProblem } from '@edda/service';
import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AgentTaskConfig } from '../../agent-task.config.js';
import { AgentPresence } from '../../agent/agent-presence.js';
import { AGENT_NOT_FOUND, AGENT_TYPE_MISMATCH } from '../../agent/domain/agent-errors.js';
import { TASK_BUSY } from '../domain/task-errors.js';
import { ClaimedTaskDto, toClaimedTaskDto } from './claimed-task.dto.js';
import { LongPoll } from './long-poll.js';
import { ClaimTaskDto } from './task-requests.dto.js';

/** The parts of a Fastify reply that are used. */
interface Reply {
  readonly raw: EventEmitter;
  status(code: number): unknown;
}

@ApiTags('tasks')
@Controller('tasks')
export class TaskClaimsController {
  constructor(
    private readonly agents: AgentPresence,
    private readonly longPoll: LongPoll,
    private readonly config: AgentTaskConfig,
  ) {}

  @Post('claim')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take the next task of some kinds, waiting for one if need be' })
  @ApiOkResponse({ type: ClaimedTaskDto })
  @ApiNoContentResponse({ description: 'There is nothing to do' })
  @ApiProblem(404, AGENT_NOT_FOUND, 'The agent is not registered')
  @ApiProblem(409, AGENT_TYPE_MISMATCH, 'The agent is not registered for one of the kinds')
  @ApiProblem(503, TASK_BUSY, 'The queue kept changing; send it again')
  async claim(
    @Body() { agentId, agentTypes, waitMs }: ClaimTaskDto,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<ClaimedTaskDto | undefined> {
    await this.agents.assertRegistered(agentId, agentTypes);
    await this.agents.seen([agentId]);
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const claimed = await this.longPoll.claim(agentId, agentTypes, waitMs, gone.signal);
    if (claimed) return toClaimedTaskDto(claimed, this.config.taskLeaseMs);
    reply.status(204);
    return undefined;
  }
}
