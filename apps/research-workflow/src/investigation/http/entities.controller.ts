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
import { Body, Controller, Get, Headers, Patch, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AddEntity } from '../commands/add-entity/add-entity.command.js';
import { UpdateEntity } from '../commands/update-entity/update-entity.command.js';
import { ENTITY_NOT_FOUND, INVESTIGATION_NOT_FOUND } from '../domain/investigation-errors.js';
import { GetEntity } from '../queries/get-entity/get-entity.query.js';
import { ListEntities } from '../queries/list-entities/list-entities.query.js';
import { AddEntityDto, EntityListQuery, UpdateEntityDto } from './entity-requests.dto.js';
import { EntityDto, EntitySummaryDto, toEntityDto, toEntitySummary } from './entity.dto.js';

const InvestigationId = (): ParameterDecorator =>
  UuidParam('investigationId', INVESTIGATION_NOT_FOUND, 'investigation');
const EntityId = (): ParameterDecorator => UuidParam('entityId', ENTITY_NOT_FOUND, 'entity');

@ApiTags('investigations')
@Controller('investigations/:investigationId/entities')
export class EntitiesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Let somebody or something take part in the investigation' })
  @ApiIdempotencyKey('entity')
  @ApiCreatedResponse({ type: EntityDto })
  @ApiProblem(404, INVESTIGATION_NOT_FOUND, 'There is no such investigation')
  @ApiProblem(409, 'INVESTIGATION.CLOSED', 'The investigation is closed')
  @ApiProblem(409, 'INVESTIGATION.FULL', 'It has as many entities as it can have')
  async add(
    @InvestigationId() investigationId: string,
    @Body() { kind, name, attributes }: AddEntityDto,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EntityDto> {
    const entity = { kind, name, attributes: attributes ?? {} };
    const entityId = await this.commands.execute(new AddEntity(investigationId, entity, checkedIdempotencyKey(key)));
    void reply.header('location', `/api/v1/investigations/${investigationId}/entities/${entityId}`);
    return this.get(investigationId, entityId);
  }

  @Get()
  @ApiOperation({ summary: 'The entities of the investigation, by name' })
  @ApiPage(EntitySummaryDto)
  @ApiProblem(404, INVESTIGATION_NOT_FOUND, 'There is no such investigation')
  async list(
    @InvestigationId() investigationId: string,
    @Query() { kind, name, minRisk, limit, cursor }: EntityListQuery,
  ): Promise<Page<EntitySummaryDto>> {
    const [afterName, entityId] = cursor ? decodeCursor(cursor, ['string', 'uuid']) : [];
    const after = afterName !== undefined && entityId ? { name: afterName, entityId } : undefined;
    const filter = {
      ...(kind && { kind }),
      ...(name !== undefined && { name }),
      ...(minRisk !== undefined && { minRisk }),
    };
    const views = await this.queries.execute(new ListEntities(investigationId, filter, limit + 1, after));
    return pageOf(views.map(toEntitySummary), limit, (last) => encodeCursor([last.name, last.entityId]));
  }

  @Get(':entityId')
  @ApiOperation({ summary: 'One entity with what is known of its risk' })
  @ApiOkResponse({ type: EntityDto })
  @ApiProblem(404, INVESTIGATION_NOT_FOUND, 'There is no such investigation')
  @ApiProblem(404, ENTITY_NOT_FOUND, 'It has no such entity')
  async get(@InvestigationId() investigationId: string, @EntityId() entityId: string): Promise<EntityDto> {
    return toEntityDto(await this.queries.execute(new GetEntity(investigationId, entityId)));
  }

  @Patch(':entityId')
  @ApiOperation({ summary: 'Change the name or attributes of an entity' })
  @ApiOkResponse({ type: EntityDto })
  @ApiProblem(404, INVESTIGATION_NOT_FOUND, 'There is no such investigation')
  @ApiProblem(404, ENTITY_NOT_FOUND, 'It has no such entity')
  @ApiProblem(409, 'INVESTIGATION.CLOSED', 'The investigation is closed')
  @ApiProblem(409, 'ENTITY.CHANGED', 'The entity is at another revision')
  async update(
    @InvestigationId() investigationId: string,
    @EntityId() entityId: string,
    @Body() { name, attributes, revision }: UpdateEntityDto,
  ): Promise<EntityDto> {
    const changes = { ...(name !== undefined && { name }), ...(attributes && { attributes }) };
    await this.commands.execute(new UpdateEntity(investigationId, entityId, changes, revision ?? null));
    return this.get(investigationId, entityId);
  }
}
