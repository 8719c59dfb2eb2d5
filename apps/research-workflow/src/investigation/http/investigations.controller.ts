import {
  checkedIdempotencyKey,
  ApiIdempotencyKey,
  ApiPage,
  ApiProblem,
  decodeCursor,
  encodeCursor,
  pageOf,
  UuidParam,
  type Page,
} from '@edda/service';
import { Body, Controller, Get, Headers, HttpCode, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CloseInvestigation } from '../commands/close-investigation/close-investigation.command.js';
import { OpenInvestigation } from '../commands/open-investigation/open-investigation.command.js';
import { ReopenInvestigation } from '../commands/reopen-investigation/reopen-investigation.command.js';
import { INVESTIGATION_NOT_FOUND } from '../domain/investigation-errors.js';
import { GetInvestigation } from '../queries/get-investigation/get-investigation.query.js';
import { ListInvestigations } from '../queries/list-investigations/list-investigations.query.js';
import {
  CloseInvestigationDto,
  InvestigationListQuery,
  InvestigationReasonDto,
  OpenInvestigationDto,
} from './investigation-requests.dto.js';
import { InvestigationDto, toInvestigationDto } from './investigation.dto.js';

const InvestigationId = (): ParameterDecorator =>
  UuidParam('investigationId', INVESTIGATION_NOT_FOUND, 'investigation');

@ApiTags('investigations')
@Controller('investigations')
export class InvestigationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Begin to collect what is known of a matter' })
  @ApiIdempotencyKey('investigation')
  @ApiCreatedResponse({ type: InvestigationDto })
  async open(
    @Body() { title, description }: OpenInvestigationDto,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InvestigationDto> {
    const id = await this.commands.execute(new OpenInvestigation(title, description, checkedIdempotencyKey(key)));
    void reply.header('location', `/api/v1/investigations/${id}`);
    return this.get(id);
  }

  @Get()
  @ApiOperation({ summary: 'Investigations, newest first' })
  @ApiPage(InvestigationDto)
  async list(@Query() { status, title, limit, cursor }: InvestigationListQuery): Promise<Page<InvestigationDto>> {
    const [time, investigationId] = cursor ? decodeCursor(cursor, ['timestamp', 'uuid']) : [];
    const after = time && investigationId ? { openedAt: new Date(time), investigationId } : undefined;
    const filter = { ...(status && { status }), ...(title !== undefined && { title }) };
    const views = await this.queries.execute(new ListInvestigations(filter, limit + 1, after));
    return pageOf(views.map(toInvestigationDto), limit, (last) => encodeCursor([last.openedAt, last.investigationId]));
  }

  @Get(':investigationId')
  @ApiOperation({ summary: 'One investigation' })
  @ApiOkResponse({ type: InvestigationDto })
  @ApiProblem(404, INVESTIGATION_NOT_FOUND, 'There is no such investigation')
  async get(@InvestigationId() investigationId: string): Promise<InvestigationDto> {
    return toInvestigationDto(await this.queries.execute(new GetInvestigation(investigationId)));
  }

  @Post(':investigationId/close')
  @HttpCode(200)
  @ApiOperation({ summary: 'Come to a conclusion: nothing is added any more' })
  @ApiOkResponse({ type: InvestigationDto })
  @ApiProblem(404, INVESTIGATION_NOT_FOUND, 'There is no such investigation')
  async close(
    @InvestigationId() investigationId: string,
    @Body() { conclusion }: CloseInvestigationDto,
  ): Promise<InvestigationDto> {
    await this.commands.execute(new CloseInvestigation(investigationId, conclusion));
    return this.get(investigationId);
  }

  @Post(':investigationId/reopen')
  @HttpCode(200)
  @ApiOperation({ summary: 'Go on with a closed investigation' })
  @ApiOkResponse({ type: InvestigationDto })
  @ApiProblem(404, INVESTIGATION_NOT_FOUND, 'There is no such investigation')
  async reopen(
    @InvestigationId() investigationId: string,
    @Body() { reason }: InvestigationReasonDto,
  ): Promise<InvestigationDto> {
    await this.commands.execute(new ReopenInvestigation(investigationId, reason));
    return this.get(investigationId);
  }
}
