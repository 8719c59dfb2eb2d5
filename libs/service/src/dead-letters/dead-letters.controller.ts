import { DeadLetters } from '@edda/messaging';
import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../errors/api-problem.decorator.js';
import { callerName } from '../http/caller-name.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { ApiPage, pageOf, type Page } from '../http/page.js';
import { notFound, UuidParam } from '../http/uuid-param.decorator.js';
import { filterOf } from './dead-letter-filter.js';
import {
  DeadLetterQuery,
  DiscardDeadLetterDto,
  EditDeadLetterDto,
  RedriveDeadLettersDto,
} from './dead-letter-requests.dto.js';
import {
  DeadLetterDto,
  DeadLetterSummaryDto,
  RedriveOutcomeDto,
  toDeadLetterDto,
  toSummary,
} from './dead-letter.dto.js';

const NOT_FOUND = 'DEAD_LETTER.NOT_FOUND';
const NOT_DEAD = 'DEAD_LETTER.NOT_DEAD';
const LOOPING = 'DEAD_LETTER.LOOPING';

/** Most dead letters that are handed back by one request. */
const MOST_AT_ONCE = 1000;

/** The messages a service could not handle, of all its tenants: for operators, whom the gateway lets through. */
@ApiTags('operations')
@Controller('dead-letters')
export class DeadLettersController {
  constructor(private readonly deadLetters: DeadLetters) {}

  @Get()
  @ApiOperation({ summary: 'Messages that were given up, newest first' })
  @ApiPage(DeadLetterSummaryDto)
  async list(@Query() { limit, cursor, ...asked }: DeadLetterQuery): Promise<Page<DeadLetterSummaryDto>> {
    const [before] = cursor ? decodeCursor(cursor, ['uuid']) : [];
    const letters = await this.deadLetters.list(filterOf(asked), { limit: limit + 1, ...(before && { before }) });
    return pageOf(letters.map(toSummary), limit, (last) => encodeCursor([last.id]));
  }

  @Get(':id')
  @ApiOperation({ summary: 'One of them, with its data, headers and history' })
  @ApiOkResponse({ type: DeadLetterDto })
  @ApiProblem(404, NOT_FOUND, 'There is no such dead letter')
  async get(@UuidParam('id', NOT_FOUND, 'dead letter') id: string): Promise<DeadLetterDto> {
    const letter = await this.deadLetters.get(id);
    if (!letter) throw notFound(NOT_FOUND, 'dead letter', id);
    return toDeadLetterDto(letter);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Gives the message other data, which a redrive will hand to the handler' })
  @ApiOkResponse({ type: DeadLetterDto })
  @ApiProblem(404, NOT_FOUND, 'There is no such dead letter')
  @ApiProblem(400, 'MESSAGE.INVALID', 'The data does not fit the schema of the message')
  @ApiProblem(400, 'DEAD_LETTER.ENVELOPE_BROKEN', 'What is wrong are its headers, which cannot be edited')
  @ApiProblem(409, NOT_DEAD, 'It was handed back, handled or discarded')
  async edit(
    @UuidParam('id', NOT_FOUND, 'dead letter') id: string,
    @Body() { data }: EditDeadLetterDto,
  ): Promise<DeadLetterDto> {
    return toDeadLetterDto(await this.deadLetters.editPayload(id, data, callerName()));
  }

  @Post('redrive')
  @HttpCode(200)
  @ApiOperation({
    summary: `Hands back those that are named or that fit the filter, ${MOST_AT_ONCE} at most, oldest first`,
  })
  @ApiOkResponse({ type: RedriveOutcomeDto })
  @ApiProblem(400, 'DEAD_LETTER.FILTER_MISSING', 'Neither ids nor a filter are given')
  async redriveMany(@Body() asked: RedriveDeadLettersDto): Promise<RedriveOutcomeDto> {
    const { redriven, refused } = await this.deadLetters.redriveAll(filterOf(asked), callerName(), MOST_AT_ONCE);
    return { redriven, refused, more: redriven.length + refused.length >= MOST_AT_ONCE };
  }

  @Post(':id/redrive')
  @HttpCode(200)
  @ApiOperation({ summary: 'Hands the message back to its handler; those that wait behind it follow' })
  @ApiOkResponse({ type: DeadLetterDto })
  @ApiProblem(404, NOT_FOUND, 'There is no such dead letter')
  @ApiProblem(409, NOT_DEAD, 'It was handed back, handled or discarded')
  @ApiProblem(409, LOOPING, 'It has failed after two redrives in a row: edit it first, or discard it')
  async redrive(@UuidParam('id', NOT_FOUND, 'dead letter') id: string): Promise<DeadLetterDto> {
    return toDeadLetterDto(await this.deadLetters.redrive(id, callerName()));
  }

  @Post(':id/discard')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives the message up for good; those that wait behind it go on without it' })
  @ApiOkResponse({ type: DeadLetterDto })
  @ApiProblem(404, NOT_FOUND, 'There is no such dead letter')
  @ApiProblem(409, NOT_DEAD, 'It was handed back, handled or discarded')
  async discard(
    @UuidParam('id', NOT_FOUND, 'dead letter') id: string,
    @Body() { note }: DiscardDeadLetterDto,
  ): Promise<DeadLetterDto> {
    return toDeadLetterDto(await this.deadLetters.discard(id, note, callerName()));
  }
}
