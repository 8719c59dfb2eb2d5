import { Readable } from 'node:stream';
import { newId } from '@edda/kernel';
import {
  ApiPage,
  ApiProblem,
  decodeCursor,
  encodeCursor,
  pageOf,
  RequestValidationPipe,
  UuidParam,
  type Page,
} from '@edda/service';
import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BlobStore } from '../../blobs/blob-store.js';
import { ReportUnavailable } from '../commands/report-unavailable/report-unavailable.command.js';
import { RequestContent } from '../commands/request-content/request-content.command.js';
import { GetContent } from '../queries/get-content/get-content.query.js';
import { GetText } from '../queries/get-text/get-text.query.js';
import { ListContents } from '../queries/list-contents/list-contents.query.js';
import { SearchContents } from '../queries/search-contents/search-contents.query.js';
import { AnswerUpload } from './answer-upload.js';
import {
  ContentListQuery,
  ContentSearchQuery,
  CreateContentDto,
  SearchHitDto,
  UnavailableDto,
} from './content-requests.dto.js';
import { ContentDto, toContentDto } from './content.dto.js';
import { createContentBody } from './create-content-body.js';
import { EXAMPLE_TEXT, TextDto } from './text.dto.js';
import { receiveUpload } from './multipart-upload.js';

@ApiTags('contents')
@Controller('contents')
export class ContentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly blobs: BlobStore,
    private readonly uploads: AnswerUpload,
  ) {}

  @Post()
  @ApiExtraModels(CreateContentDto)
  @ApiOperation({
    summary: 'Take a source in: a file (multipart), a text or a URL (JSON)',
    requestBody: createContentBody,
  })
  @ApiCreatedResponse({ type: ContentDto })
  @ApiOkResponse({ type: ContentDto, description: 'The same bytes were uploaded for this content before' })
  @ApiProblem(404, 'CONTENT.NOT_FOUND', 'Nobody asked for a content with this `contentId`')
  @ApiProblem(400, 'CONTENT.FILE_MISSING', 'The multipart request has no file')
  @ApiProblem(400, 'CONTENT.TOO_MANY_FILES', 'The multipart request has more than one file')
  @ApiProblem(409, 'CONTENT.ALREADY_UPLOADED', 'The content has other bytes already')
  @ApiProblem(413, 'CONTENT.FILE_TOO_LARGE', 'The file is too large')
  async create(
    @Req() request: FastifyRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ContentDto> {
    const { contentId, created } = await this.take(request, body);
    void reply.status(created ? 201 : 200).header('location', `/api/v1/contents/${contentId}`);
    return toContentDto(await this.queries.execute(new GetContent(contentId)));
  }

  @Get()
  @ApiOperation({ summary: 'Contents, newest first' })
  @ApiPage(ContentDto)
  async list(@Query() { limit, cursor, status, correlationId }: ContentListQuery): Promise<Page<ContentDto>> {
    const [time, contentId] = cursor ? decodeCursor(cursor, ['timestamp', 'uuid']) : [];
    const after = time && contentId ? { createdAt: new Date(time), contentId } : undefined;
    const views = await this.queries.execute(new ListContents({ status, correlationId }, limit + 1, after));
    return pageOf(views.map(toContentDto), limit, (last) => encodeCursor([last.createdAt, last.contentId]));
  }

  @Get('search')
  @ApiOperation({ summary: 'Full-text search over all texts, best first' })
  @ApiPage(SearchHitDto)
  async search(@Query() { q, language, limit, cursor }: ContentSearchQuery): Promise<Page<SearchHitDto>> {
    const [offset] = cursor ? decodeCursor(cursor, ['number']) : [0];
    const hits = await this.queries.execute(new SearchContents(q, language ?? 'en', limit + 1, offset));
    return pageOf(hits, limit, () => encodeCursor([offset + limit]));
  }

  @Get(':contentId')
  @ApiOperation({ summary: 'One content' })
  @ApiOkResponse({ type: ContentDto })
  @ApiProblem(404, 'CONTENT.NOT_FOUND', 'There is no such content')
  async get(@UuidParam('contentId', 'CONTENT.NOT_FOUND', 'content') contentId: string): Promise<ContentDto> {
    return toContentDto(await this.queries.execute(new GetContent(contentId)));
  }

  @Get(':contentId/text')
  @ApiOperation({ summary: 'The text: plain, or with its sentences as application/json' })
  @ApiExtraModels(TextDto)
  @ApiOkResponse({
    description: 'The text',
    content: {
      'text/plain': { schema: { type: 'string', example: EXAMPLE_TEXT } },
      'application/json': { schema: { $ref: getSchemaPath(TextDto) } },
    },
  })
  @ApiProblem(404, 'CONTENT.NOT_FOUND', 'There is no such content')
  @ApiProblem(404, 'CONTENT.NO_TEXT', 'Nothing could be read from it')
  @ApiProblem(404, 'BLOB.NOT_FOUND', 'Its text is no longer in the store')
  @ApiProblem(409, 'CONTENT.TEXT_NOT_READY', 'Its text is not extracted yet')
  async text(
    @UuidParam('contentId', 'CONTENT.NOT_FOUND', 'content') contentId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const document = await this.queries.execute(new GetText(contentId));
    // Sent as bytes: what is hashed and cited must arrive unchanged.
    if (prefersJson(request)) await reply.type('application/json; charset=utf-8').send(JSON.stringify(document));
    else await reply.type('text/plain; charset=utf-8').send(Buffer.from(document.text, 'utf8'));
  }

  @Post(':contentId/unavailable')
  @HttpCode(202)
  @ApiOperation({ summary: 'The bytes of a requested content will not come' })
  @ApiAcceptedResponse({ description: 'It is noted' })
  @ApiProblem(404, 'CONTENT.NOT_FOUND', 'There is no such content')
  @ApiProblem(409, 'CONTENT.ALREADY_UPLOADED', 'Its bytes are here already')
  async unavailable(
    @UuidParam('contentId', 'CONTENT.NOT_FOUND', 'content') contentId: string,
    @Body() { reason }: UnavailableDto,
  ): Promise<void> {
    await this.uploads.inContextOf(contentId, () => this.commands.execute(new ReportUnavailable(contentId, reason)));
  }

  private async take(request: FastifyRequest, json: unknown): Promise<{ contentId: string; created: boolean }> {
    if (request.isMultipart()) return this.uploads.take(await receiveUpload(request, this.blobs));
    const validation = new RequestValidationPipe();
    const body = (await validation.transform(json, { type: 'body', metatype: CreateContentDto })) as CreateContentDto;
    if (body.text !== undefined) {
      const { title } = body;
      const fileName = body.fileName ?? `${newId()}.txt`;
      const blob = await this.blobs.put('uploads', Readable.from(Buffer.from(body.text, 'utf8')));
      return this.uploads.take({
        blob,
        fileName,
        mimeType: 'text/plain; charset=utf-8',
        source: fileName,
        ...(title && { title }),
      });
    }
    const contentId = newId();
    await this.commands.execute(new RequestContent(contentId, body.url!, 'url', body.url));
    return { contentId, created: true };
  }
}

function prefersJson(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('application/json');
}
