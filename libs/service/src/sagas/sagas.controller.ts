import { PostgresEventStore } from '@edda/event-store';
import { EddaError, type Uuid } from '@edda/kernel';
import { SAGAS, type SagaOverview, type Sagas } from '@edda/sagas';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../errors/api-problem.decorator.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { ApiPage, pageOf, PageQuery, type Page } from '../http/page.js';
import { notFound, UuidParam } from '../http/uuid-param.decorator.js';
import { readSagaEvents, readSagaProgress, readSagaTimeline } from './read-saga.js';
import { SagaEventDto, toSagaEventDto } from './saga-event.dto.js';
import { SagaAtQuery, SagaQuery } from './saga-requests.dto.js';
import { SagaDto, SagaSummaryDto, toSagaDto, toSummary } from './saga.dto.js';

export const NOT_FOUND = 'SAGA.NOT_FOUND';
const SHORTER = 'SAGA.HISTORY_SHORTER';

/** The sagas of a service, of the caller's tenant: for operators, whom the gateway lets through. */
@ApiTags('operations')
@Controller('sagas')
export class SagasController {
  constructor(
    @Inject(SAGAS) private readonly sagas: Sagas,
    private readonly store: PostgresEventStore,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Instances of sagas, newest first' })
  @ApiPage(SagaSummaryDto)
  async list(
    @Query() { limit, cursor, saga, version, status, correlationId }: SagaQuery,
  ): Promise<Page<SagaSummaryDto>> {
    const [startedAt, id] = cursor ? decodeCursor(cursor, ['timestamp', 'uuid']) : [];
    const filter = {
      ...(saga !== undefined && { saga }),
      ...(version !== undefined && { version }),
      ...(status !== undefined && { statuses: status }),
      ...(correlationId !== undefined && { correlationId: correlationId.toLowerCase() as Uuid }),
    };
    const before = startedAt !== undefined && { before: { startedAt: new Date(startedAt), id: id as Uuid } };
    const found = await this.sagas.list(filter, { limit: limit + 1, ...before });
    return pageOf(found.map(toSummary), limit, (last) => encodeCursor([last.startedAt, last.id]));
  }

  @Get(':id')
  @ApiOperation({ summary: 'One of them: its state, what it waits for, and what has happened; also as it was before' })
  @ApiOkResponse({ type: SagaDto })
  @ApiProblem(404, NOT_FOUND, 'There is no such saga')
  @ApiProblem(404, SHORTER, 'Its history has not so many events')
  async get(@UuidParam('id', NOT_FOUND, 'saga') id: Uuid, @Query() { at }: SagaAtQuery): Promise<SagaDto> {
    const overview = await this.found(id);
    const timeline = await readSagaTimeline(this.store, overview, this.sagas.definitions, at);
    if (at === undefined) return toSagaDto(overview, timeline, await readSagaProgress(this.store, overview, timeline));
    if (timeline.at === at) return toSagaDto(overview, timeline, []);
    const longest = `The history of saga ${id} has ${timeline.at} events`;
    throw new EddaError('not-found', SHORTER, `${longest}: it cannot be shown as it was after ${at} of them.`);
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'The events of one of them, oldest first' })
  @ApiPage(SagaEventDto)
  @ApiProblem(404, NOT_FOUND, 'There is no such saga')
  async history(
    @UuidParam('id', NOT_FOUND, 'saga') id: Uuid,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<Page<SagaEventDto>> {
    const [after] = cursor ? decodeCursor(cursor, ['number']) : [0];
    const overview = await this.found(id);
    const events: SagaEventDto[] = [];
    const range = { from: Math.max(0, after) + 1, limit: limit + 1 };
    for await (const event of readSagaEvents(this.store, overview, range)) events.push(toSagaEventDto(event));
    return pageOf(events, limit, ({ version }) => encodeCursor([version]));
  }

  private async found(id: Uuid): Promise<SagaOverview> {
    const overview = await this.sagas.get(id);
    if (overview) return overview;
    throw notFound(NOT_FOUND, 'saga', id);
  }
}
