import {
  checkedIdempotencyKey,
  ApiFile,
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
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { BlobStore } from '../../blobs/blob-store.js';
import { ControlDownload, type DownloadControl } from '../commands/control-download/control-download.command.js';
import { RequestDownload } from '../commands/request-download/request-download.command.js';
import { downloadNotCompleted } from '../domain/download-errors.js';
import { GetDownload } from '../queries/get-download/get-download.query.js';
import { ListDownloads } from '../queries/list-downloads/list-downloads.query.js';
import { ControlDownloadDto, CreateDownloadDto, DownloadListQuery } from './download-requests.dto.js';
import { DownloadDto, toDownloadDto } from './download.dto.js';

const NOT_FOUND = 'DOWNLOAD.NOT_FOUND';

@ApiTags('downloads')
@Controller('downloads')
export class DownloadsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly blobs: BlobStore,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Download an image or a file from a URL' })
  @ApiIdempotencyKey('download')
  @ApiAcceptedResponse({ type: DownloadDto })
  async create(
    @Body() { url, kind = 'file', fileName, metadata }: CreateDownloadDto,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DownloadDto> {
    const requested = { url, kind, ...(fileName && { fileName }), ...(metadata && { metadata }) };
    const downloadId = await this.commands.execute(new RequestDownload(requested, checkedIdempotencyKey(key)));
    void reply.header('location', `/api/v1/downloads/${downloadId}`);
    return this.standing(downloadId);
  }

  @Get()
  @ApiOperation({ summary: 'Downloads, newest first' })
  @ApiPage(DownloadDto)
  async list(@Query() { limit, cursor, status, kind, correlationId }: DownloadListQuery): Promise<Page<DownloadDto>> {
    const [time, downloadId] = cursor ? decodeCursor(cursor, ['timestamp', 'uuid']) : [];
    const after = time && downloadId ? { requestedAt: new Date(time), downloadId } : undefined;
    const filter = { ...(status && { status }), ...(kind && { kind }), ...(correlationId && { correlationId }) };
    const standings = await this.queries.execute(new ListDownloads(filter, limit + 1, after));
    return pageOf(standings.map(toDownloadDto), limit, (last) => encodeCursor([last.requestedAt, last.downloadId]));
  }

  @Get(':downloadId')
  @ApiOperation({ summary: 'One download with how far it has come' })
  @ApiOkResponse({ type: DownloadDto })
  @ApiProblem(404, NOT_FOUND, 'There is no such download')
  async get(@UuidParam('downloadId', NOT_FOUND, 'download') downloadId: string): Promise<DownloadDto> {
    return this.standing(downloadId);
  }

  @Get(':downloadId/content')
  @ApiOperation({ summary: 'The stored bytes' })
  @ApiFile('The bytes, with the type and the name of the file')
  @ApiProblem(404, NOT_FOUND, 'There is no such download')
  @ApiProblem(404, 'BLOB.NOT_FOUND', 'Its file is no longer in the store')
  @ApiProblem(409, 'DOWNLOAD.NOT_COMPLETED', 'It has not come to a file')
  async content(
    @UuidParam('downloadId', NOT_FOUND, 'download') downloadId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { view, saga } = await this.queries.execute(new GetDownload(downloadId));
    const { filePath, fileName, mimeType, sha256 } = view;
    if (!filePath || !fileName || !mimeType) throw downloadNotCompleted(downloadId, saga?.status ?? view.status);
    const { size, body } = await this.blobs.open(filePath);
    await reply
      .headers({
        'content-length': String(size),
        // Nobody knows what it is: it is to be saved, not shown as a page of this site.
        'content-disposition': `attachment; filename*=UTF-8''${encodeName(fileName)}`,
        'x-content-type-options': 'nosniff',
        etag: `"${sha256}"`,
      })
      .type(mimeType)
      .send(body);
  }

  @Post(':downloadId/pause')
  @HttpCode(202)
  @ApiOperation({ summary: 'Stop a download for a while; what was fetched is kept' })
  @ApiAcceptedResponse({ type: DownloadDto })
  @ApiProblem(404, NOT_FOUND, 'There is no such download')
  @ApiProblem(409, 'DOWNLOAD.INVALID_TRANSITION', 'It has ended')
  @ApiProblem(429, 'SAGA.INBOX_FULL', 'Too many requests wait for it')
  async pause(
    @UuidParam('downloadId', NOT_FOUND, 'download') downloadId: string,
    @Body() { reason }: ControlDownloadDto,
  ): Promise<DownloadDto> {
    return this.control(downloadId, 'pause', reason);
  }

  @Post(':downloadId/resume')
  @HttpCode(202)
  @ApiOperation({ summary: 'Go on with a paused download, where it was if the source lets it' })
  @ApiAcceptedResponse({ type: DownloadDto })
  @ApiProblem(404, NOT_FOUND, 'There is no such download')
  @ApiProblem(409, 'DOWNLOAD.INVALID_TRANSITION', 'It has ended')
  @ApiProblem(429, 'SAGA.INBOX_FULL', 'Too many requests wait for it')
  async resume(
    @UuidParam('downloadId', NOT_FOUND, 'download') downloadId: string,
    @Body() { reason }: ControlDownloadDto,
  ): Promise<DownloadDto> {
    return this.control(downloadId, 'resume', reason);
  }

  @Post(':downloadId/cancel')
  @HttpCode(202)
  @ApiOperation({ summary: 'Call a download off; nothing of it is kept' })
  @ApiAcceptedResponse({ type: DownloadDto })
  @ApiProblem(404, NOT_FOUND, 'There is no such download')
  @ApiProblem(409, 'DOWNLOAD.INVALID_TRANSITION', 'It has ended otherwise')
  @ApiProblem(429, 'SAGA.INBOX_FULL', 'Too many requests wait for it')
  async cancel(
    @UuidParam('downloadId', NOT_FOUND, 'download') downloadId: string,
    @Body() { reason }: ControlDownloadDto,
  ): Promise<DownloadDto> {
    return this.control(downloadId, 'cancel', reason);
  }

  private async control(downloadId: string, control: DownloadControl, reason?: string): Promise<DownloadDto> {
    await this.commands.execute(new ControlDownload(downloadId, control, reason ?? 'Asked for by its user.'));
    return this.standing(downloadId);
  }

  private async standing(downloadId: string): Promise<DownloadDto> {
    return toDownloadDto(await this.queries.execute(new GetDownload(downloadId)));
  }
}

/** As RFC 8187 wants it: what encodeURIComponent leaves and the RFC does not is escaped too. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
