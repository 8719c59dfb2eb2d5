import { ApiPage, ApiProblem, decodeCursor, encodeCursor, pageOf, PageQuery, type Page } from '@edda/service';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RegisterAgent } from '../commands/register-agent/register-agent.command.js';
import { GetAgent } from '../queries/get-agent/get-agent.query.js';
import { ListAgents } from '../queries/list-agents/list-agents.query.js';
import { TASK_BUSY } from '../../task/domain/task-errors.js';
import { AgentDto, RegisterAgentDto, toAgentDto } from './agent.dto.js';

@ApiTags('agents')
@Controller('agents')
export class AgentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Agents, by their ids' })
  @ApiPage(AgentDto)
  async list(@Query() { limit, cursor }: PageQuery): Promise<Page<AgentDto>> {
    const [agentId, tenantId] = cursor ? decodeCursor(cursor, ['string', 'string']) : [];
    const after = agentId !== undefined && tenantId !== undefined ? { agentId, tenantId } : undefined;
    const views = await this.queries.execute(new ListAgents(limit + 1, after));
    const { items, nextCursor } = pageOf(views, limit, (last) => encodeCursor([last.agentId, last.tenantId]));
    return { items: items.map(toAgentDto), nextCursor };
  }

  @Post()
  @ApiOperation({
    summary: 'Register an outside agent that has just started: tasks it held before go back into the queue',
  })
  @ApiCreatedResponse({ type: AgentDto })
  @ApiProblem(503, TASK_BUSY, 'A task it held kept changing; send it again')
  async register(@Body() { agentId, agentType }: RegisterAgentDto): Promise<AgentDto> {
    await this.commands.execute(new RegisterAgent(agentId, agentType, false));
    return toAgentDto(await this.queries.execute(new GetAgent(agentId)));
  }
}
