import {
  checkedIdempotencyKey,
  ApiIdempotencyKey,
  ApiPage,
  ApiProblem,
  decodeCursor,
  encodeCursor,
  PageQuery,
  pageOf,
  UuidParam,
  type Page,
} from '@edda/service';
import { Body, Controller, Get, Headers, HttpCode, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ControlEnrichment } from '../commands/control-enrichment/control-enrichment.command.js';
import { StartEnrichment } from '../commands/start-enrichment/start-enrichment.command.js';
import { ENTITY_NOT_FOUND, INVESTIGATION_NOT_FOUND } from '../domain/investigation-errors.js';
import { GetEnrichment } from '../queries/get-enrichment/get-enrichment.query.js';
import { ListEnrichments } from '../queries/list-enrichments/list-enrichments.query.js';
import { EnrichmentDto, EnrichmentSummaryDto, toEnrichmentDto, toEnrichmentSummary } from './enrichment.dto.js';
import { InvestigationReasonDto } from './investigation-requests.dto.js';

const NOT_FOUND = 'ENRICHMENT.NOT_FOUND';
const InvestigationId = (): ParameterDecorator =>
  UuidParam('investigationId', INVESTIGATION_NOT_FOUND, 'investigation');
const EntityId = (): ParameterDecorator => UuidParam('entityId', ENTITY_NOT_FOUND, 'entity');
const EnrichmentId = (): ParameterDecorator => UuidParam('enrichmentId', NOT_FOUND, 'enrichment');

@ApiTags('investigations')
@Controller('investigations/:investigationId/entities/:entityId/enrichments')
export class EnrichmentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Find out what the contents say of the entity, and score the risk' })
  @ApiIdempotencyKey('enrichment', { refusesOthers: false })
  @ApiAcceptedResponse({ type: EnrichmentDto })
  @ApiProblem(404, INVESTIGATION_NOT_FOUND, 'There is no such investigation')
  @ApiProblem(404, ENTITY_NOT_FOUND, 'It has no such entity')
  @ApiProblem(409, 'INVESTIGATION.CLOSED', 'The investigation is closed')
  @ApiProblem(409, 'ENRICHMENT.RUNNING', 'The entity is being enriched already')
  @ApiProblem(503, 'CONTENT.NOT_CONFIGURED', 'The service was not told where contents are read')
  async start(
    @InvestigationId() investigationId: string,
    @EntityId() entityId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnrichmentDto> {
    const id = await this.commands.execute(new StartEnrichment(investigationId, entityId, checkedIdempotencyKey(key)));
    void reply.header('location', `/api/v1/investigations/${investigationId}/entities/${entityId}/enrichments/${id}`);
    return this.get(investigationId, entityId, id);
  }

  @Get()
  @ApiOperation({ summary: 'The enrichments of the entity, newest first' })
  @ApiPage(EnrichmentSummaryDto)
  @ApiProblem(404, INVESTIGATION_NOT_FOUND, 'There is no such investigation')
  @ApiProblem(404, ENTITY_NOT_FOUND, 'It has no such entity')
  async list(
    @InvestigationId() investigationId: string,
    @EntityId() entityId: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<Page<EnrichmentSummaryDto>> {
    const [time, enrichmentId] = cursor ? decodeCursor(cursor, ['timestamp', 'uuid']) : [];
    const after = time && enrichmentId ? { startedAt: new Date(time), enrichmentId } : undefined;
    const all = await this.queries.execute(new ListEnrichments(investigationId, entityId, limit + 1, after));
    return pageOf(all.map(toEnrichmentSummary), limit, (last) => encodeCursor([last.startedAt, last.enrichmentId]));
  }

  @Get(':enrichmentId')
  @ApiOperation({ summary: 'How far an enrichment has come, and what it found' })
  @ApiOkResponse({ type: EnrichmentDto })
  @ApiProblem(404, NOT_FOUND, 'There is no such enrichment')
  async get(
    @InvestigationId() investigationId: string,
    @EntityId() entityId: string,
    @EnrichmentId() enrichmentId: string,
  ): Promise<EnrichmentDto> {
    return toEnrichmentDto(await this.queries.execute(new GetEnrichment(investigationId, entityId, enrichmentId)));
  }

  @Post(':enrichmentId/pause')
  @HttpCode(202)
  @ApiOperation({ summary: 'Let the enrichment rest before its next step' })
  @ApiAcceptedResponse({ type: EnrichmentDto })
  @ApiProblem(404, NOT_FOUND, 'There is no such enrichment')
  @ApiProblem(429, 'SAGA.INBOX_FULL', 'Too many requests wait for it')
  @ApiProblem(409, 'SAGA.INVALID_TRANSITION', 'The enrichment has ended')
  async pause(
    @InvestigationId() investigationId: string,
    @EntityId() entityId: string,
    @EnrichmentId() enrichmentId: string,
    @Body() { reason }: InvestigationReasonDto,
  ): Promise<EnrichmentDto> {
    return this.control(investigationId, entityId, enrichmentId, 'pause', reason);
  }

  @Post(':enrichmentId/resume')
  @HttpCode(202)
  @ApiOperation({ summary: 'Go on with a paused enrichment' })
  @ApiAcceptedResponse({ type: EnrichmentDto })
  @ApiProblem(404, NOT_FOUND, 'There is no such enrichment')
  @ApiProblem(429, 'SAGA.INBOX_FULL', 'Too many requests wait for it')
  @ApiProblem(409, 'SAGA.INVALID_TRANSITION', 'The enrichment has ended')
  async resume(
    @InvestigationId() investigationId: string,
    @EntityId() entityId: string,
    @EnrichmentId() enrichmentId: string,
    @Body() { reason }: InvestigationReasonDto,
  ): Promise<EnrichmentDto> {
    return this.control(investigationId, entityId, enrichmentId, 'resume', reason);
  }

  @Post(':enrichmentId/cancel')
  @HttpCode(202)
  @ApiOperation({ summary: 'Stop the enrichment, and undo what it has changed' })
  @ApiAcceptedResponse({ type: EnrichmentDto })
  @ApiProblem(404, NOT_FOUND, 'There is no such enrichment')
  @ApiProblem(429, 'SAGA.INBOX_FULL', 'Too many requests wait for it')
  @ApiProblem(409, 'SAGA.INVALID_TRANSITION', 'The enrichment has ended otherwise')
  async cancel(
    @InvestigationId() investigationId: string,
    @EntityId() entityId: string,
    @EnrichmentId() enrichmentId: string,
    @Body() { reason }: InvestigationReasonDto,
  ): Promise<EnrichmentDto> {
    return this.control(investigationId, entityId, enrichmentId, 'cancel', reason);
  }

  private async control(
    investigationId: string,
    entityId: string,
    enrichmentId: string,
    action: ControlEnrichment['action'],
    reason: string,
  ): Promise<EnrichmentDto> {
    await this.queries.execute(new GetEnrichment(investigationId, entityId, enrichmentId));
    await this.commands.execute(
      new ControlEnrichment(enrichmentId, action, reason || `Asked for over REST: ${action}.`),
    );
    return this.get(investigationId, entityId, enrichmentId);
  }
}
