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
import { Body, Controller, Get, Headers, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RecordFinding } from '../commands/record-finding/record-finding.command.js';
import { ENTITY_NOT_FOUND, FINDING_NOT_FOUND, INVESTIGATION_NOT_FOUND } from '../domain/investigation-errors.js';
import { GetFinding } from '../queries/get-finding/get-finding.query.js';
import { ListFindings } from '../queries/list-findings/list-findings.query.js';
import { FindingListQuery, RecordFindingDto } from './finding-requests.dto.js';
import { FindingDto, toFindingDto } from './finding.dto.js';

const InvestigationId = (): ParameterDecorator =>
  UuidParam('investigationId', INVESTIGATION_NOT_FOUND, 'investigation');

@ApiTags('investigations')
@Controller('investigations/:investigationId/findings')
export class FindingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Record what was found out, with the place in a source that says it' })
  @ApiIdempotencyKey('finding')
  @ApiCreatedResponse({ type: FindingDto })
  @ApiProblem(400, 'FINDING.QUOTE_NOT_THERE', 'The quote does not stand at its place in the source')
  @ApiProblem(404, INVESTIGATION_NOT_FOUND, 'There is no such investigation')
  @ApiProblem(404, ENTITY_NOT_FOUND, 'It has no such entity')
  @ApiProblem(404, 'CONTENT.NOT_FOUND', 'There is no such source')
  @ApiProblem(409, 'INVESTIGATION.CLOSED', 'The investigation is closed')
  @ApiProblem(409, 'INVESTIGATION.FULL', 'It has as many findings as it can have')
  @ApiProblem(404, 'CONTENT.NO_TEXT', 'Nothing could be read from the source')
  @ApiProblem(409, 'CONTENT.TEXT_NOT_READY', 'The text of the source is not extracted yet')
  @ApiProblem(502, 'UPSTREAM.FAILED', 'What the service of contents answered cannot be read')
  @ApiProblem(503, 'CONTENT.NOT_CONFIGURED', 'The service was not told where sources are read')
  async record(
    @InvestigationId() investigationId: string,
    @Body() { text, entityIds, source, confidence }: RecordFindingDto,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<FindingDto> {
    const finding = { text, entityIds, source, confidence: confidence ?? null };
    const findingId = await this.commands.execute(
      new RecordFinding(investigationId, finding, checkedIdempotencyKey(key)),
    );
    return this.get(investigationId, findingId);
  }

  @Get()
  @ApiOperation({ summary: 'The findings of the investigation, newest first' })
  @ApiPage(FindingDto)
  @ApiProblem(404, INVESTIGATION_NOT_FOUND, 'There is no such investigation')
  async list(
    @InvestigationId() investigationId: string,
    @Query() { entityId, minConfidence, limit, cursor }: FindingListQuery,
  ): Promise<Page<FindingDto>> {
    const [time, findingId] = cursor ? decodeCursor(cursor, ['timestamp', 'uuid']) : [];
    const after = time && findingId ? { recordedAt: new Date(time), findingId } : undefined;
    const filter = { ...(entityId && { entityId }), ...(minConfidence !== undefined && { minConfidence }) };
    const views = await this.queries.execute(new ListFindings(investigationId, filter, limit + 1, after));
    return pageOf(views.map(toFindingDto), limit, (last) => encodeCursor([last.recordedAt, last.findingId]));
  }

  @Get(':findingId')
  @ApiOperation({ summary: 'One finding' })
  @ApiOkResponse({ type: FindingDto })
  @ApiProblem(404, INVESTIGATION_NOT_FOUND, 'There is no such investigation')
  @ApiProblem(404, FINDING_NOT_FOUND, 'It has no such finding')
  async get(
    @InvestigationId() investigationId: string,
    @UuidParam('findingId', FINDING_NOT_FOUND, 'finding') findingId: string,
  ): Promise<FindingDto> {
    return toFindingDto(await this.queries.execute(new GetFinding(investigationId, findingId)));
  }
}
