import { Readable } from 'node:stream';
import {
  checkedIdempotencyKey,
  ApiIdempotencyKey,
  ApiPage,
  ApiProblem,
  decodeCursor,
  encodeCursor,
  PageQuery,
  pageOf,
  pageSchema,
  UuidParam,
  type Page,
} from '@edda/service';
import { Body, Controller, Get, Headers, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus, type Command } from '@nestjs/cqrs';
import {
  ApiAcceptedResponse,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CancelWorkflow } from '../commands/cancel-workflow/cancel-workflow.command.js';
import { CreateWorkflow } from '../commands/create-workflow/create-workflow.command.js';
import { PauseWorkflow } from '../commands/pause-workflow/pause-workflow.command.js';
import { ResumeWorkflow } from '../commands/resume-workflow/resume-workflow.command.js';
import { GetReport } from '../queries/get-report/get-report.query.js';
import { GetWorkflow } from '../queries/get-workflow/get-workflow.query.js';
import { ListRunEvents } from '../queries/list-run-events/list-run-events.query.js';
import { ListWorkflows } from '../queries/list-workflows/list-workflows.query.js';
import { renderHtml } from '../report/render-html.js';
import { renderMarkdown } from '../report/render-markdown.js';
import { RunEventDto, toRunEventDto } from './run-event.dto.js';
import { ReportDto } from './report.dto.js';
import { RunEventStream } from './run-event-stream.js';
import { ControlWorkflowDto, CreateWorkflowDto, RunEventsQuery } from './workflow-requests.dto.js';
import { toWorkflowDto, toWorkflowSummary, WorkflowDto, WorkflowSummaryDto } from './workflow.dto.js';

const NOT_FOUND = 'RESEARCH.WORKFLOW_NOT_FOUND';
const EXAMPLE_STREAM = 'id: 12\nevent: TaskCompleted\ndata: {"position":12,"type":"TaskCompleted"}\n\n';

@ApiTags('research')
@Controller('research/workflows')
export class WorkflowsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly stream: RunEventStream,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Put a question to a set of sources' })
  @ApiIdempotencyKey('workflow')
  @ApiAcceptedResponse({ type: WorkflowDto })
  async create(
    @Body() { question, sources }: CreateWorkflowDto,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WorkflowDto> {
    const workflowId = await this.commands.execute(new CreateWorkflow(question, sources, checkedIdempotencyKey(key)));
    void reply.header('location', `/api/v1/research/workflows/${workflowId}`);
    return toWorkflowDto(await this.queries.execute(new GetWorkflow(workflowId)));
  }

  @Get()
  @ApiOperation({ summary: 'Workflows, newest first' })
  @ApiPage(WorkflowSummaryDto)
  async list(@Query() { limit, cursor }: PageQuery): Promise<Page<WorkflowSummaryDto>> {
    const [time, workflowId] = cursor ? decodeCursor(cursor, ['timestamp', 'uuid']) : [];
    const after = time && workflowId ? { createdAt: new Date(time), workflowId } : undefined;
    const views = await this.queries.execute(new ListWorkflows(limit + 1, after));
    return pageOf(views.map(toWorkflowSummary), limit, (last) => encodeCursor([last.createdAt, last.workflowId]));
  }

  @Get(':workflowId')
  @ApiOperation({ summary: 'One workflow with how far it has come' })
  @ApiOkResponse({ type: WorkflowDto })
  @ApiProblem(404, NOT_FOUND, 'There is no such workflow')
  async get(@UuidParam('workflowId', NOT_FOUND, 'research workflow') workflowId: string): Promise<WorkflowDto> {
    return toWorkflowDto(await this.queries.execute(new GetWorkflow(workflowId)));
  }

  @Get(':workflowId/report')
  @ApiOperation({ summary: 'The report, as the Accept header wants it' })
  @ApiExtraModels(ReportDto)
  @ApiOkResponse({
    description: 'The report',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(ReportDto) } },
      'text/markdown': { schema: { type: 'string', example: '# How does it keep a message from being lost?\n' } },
      'text/html': { schema: { type: 'string', example: '<!doctype html><title>The report</title>' } },
    },
  })
  @ApiProblem(404, NOT_FOUND, 'There is no such workflow')
  @ApiProblem(409, 'RESEARCH.REPORT_NOT_READY', 'The workflow has not completed')
  async report(
    @UuidParam('workflowId', NOT_FOUND, 'research workflow') workflowId: string,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const report = await this.queries.execute(new GetReport(workflowId));
    const type = preferred(accept ?? '', ['application/json', 'text/markdown', 'text/html']);
    const body =
      type === 'text/html'
        ? renderHtml(report)
        : type === 'text/markdown'
          ? renderMarkdown(report)
          : JSON.stringify(report);
    await reply.type(`${type}; charset=utf-8`).send(body);
  }

  @Get(':workflowId/events')
  @ApiOperation({ summary: 'The story of the run: JSON, or live as server-sent events' })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'Go on behind this position',
    schema: { type: 'string', pattern: '^\\d{1,9}$', example: '12' },
  })
  @ApiExtraModels(RunEventDto)
  @ApiOkResponse({
    description: 'A page of the story; or, with `Accept: text/event-stream`, each entry as it comes, then `event: end`',
    content: {
      'application/json': { schema: pageSchema(RunEventDto) },
      'text/event-stream': { schema: { type: 'string', example: EXAMPLE_STREAM } },
    },
  })
  @ApiProblem(404, NOT_FOUND, 'There is no such workflow')
  async events(
    @UuidParam('workflowId', NOT_FOUND, 'research workflow') workflowId: string,
    @Query() { limit, cursor, after }: RunEventsQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.queries.execute(new GetWorkflow(workflowId));
    const from = cursor ? decodeCursor(cursor, ['number'])[0] : (positionOf(lastEventId) ?? after ?? 0);
    if (request.headers.accept?.includes('text/event-stream')) {
      const gone = new AbortController();
      reply.raw.on('close', () => gone.abort());
      await reply
        .headers({ 'cache-control': 'no-cache', 'x-accel-buffering': 'no' })
        .type('text/event-stream; charset=utf-8')
        .send(Readable.from(this.stream.follow(workflowId, from, gone.signal)));
      return;
    }
    const events = await this.queries.execute(new ListRunEvents(workflowId, from, limit + 1));
    await reply.send(pageOf(events.map(toRunEventDto), limit, (last) => encodeCursor([last.position])));
  }

  @Post(':workflowId/pause')
  @HttpCode(202)
  @ApiOperation({ summary: 'Stop a workflow for a while: what is under way is kept, nothing new is begun' })
  @ApiAcceptedResponse({ type: WorkflowDto })
  @ApiProblem(404, NOT_FOUND, 'There is no such workflow')
  @ApiProblem(409, 'RESEARCH.INVALID_TRANSITION', 'The workflow has ended')
  @ApiProblem(429, 'SAGA.INBOX_FULL', 'Too many requests wait for it')
  async pause(
    @UuidParam('workflowId', NOT_FOUND, 'research workflow') workflowId: string,
    @Body() { reason }: ControlWorkflowDto,
  ): Promise<WorkflowDto> {
    return this.change(workflowId, new PauseWorkflow(workflowId, reason ?? 'Paused by its user.'));
  }

  @Post(':workflowId/resume')
  @HttpCode(202)
  @ApiOperation({ summary: 'Let a paused workflow go on' })
  @ApiAcceptedResponse({ type: WorkflowDto })
  @ApiProblem(404, NOT_FOUND, 'There is no such workflow')
  @ApiProblem(409, 'RESEARCH.INVALID_TRANSITION', 'The workflow has ended')
  @ApiProblem(429, 'SAGA.INBOX_FULL', 'Too many requests wait for it')
  async resume(
    @UuidParam('workflowId', NOT_FOUND, 'research workflow') workflowId: string,
    @Body() { reason }: ControlWorkflowDto,
  ): Promise<WorkflowDto> {
    return this.change(workflowId, new ResumeWorkflow(workflowId, reason ?? 'Resumed by its user.'));
  }

  @Post(':workflowId/cancel')
  @HttpCode(202)
  @ApiOperation({ summary: 'Stop a workflow for good: its tasks and imports are called off' })
  @ApiAcceptedResponse({ type: WorkflowDto })
  @ApiProblem(404, NOT_FOUND, 'There is no such workflow')
  @ApiProblem(409, 'RESEARCH.INVALID_TRANSITION', 'The workflow has ended otherwise')
  @ApiProblem(429, 'SAGA.INBOX_FULL', 'Too many requests wait for it')
  async cancel(
    @UuidParam('workflowId', NOT_FOUND, 'research workflow') workflowId: string,
    @Body() { reason }: ControlWorkflowDto,
  ): Promise<WorkflowDto> {
    return this.change(workflowId, new CancelWorkflow(workflowId, reason ?? 'Cancelled by its user.'));
  }

  private async change(workflowId: string, command: Command<void>): Promise<WorkflowDto> {
    await this.queries.execute(new GetWorkflow(workflowId));
    await this.commands.execute(command);
    return toWorkflowDto(await this.queries.execute(new GetWorkflow(workflowId)));
  }
}

function positionOf(lastEventId: string | undefined): number | null {
  return lastEventId && /^\d{1,9}$/.test(lastEventId) ? Number(lastEventId) : null;
}

/** The first of the offered types that stands earliest in an Accept header; the first one when none does. */
function preferred(accept: string, offered: readonly [string, ...string[]]): string {
  const places = offered.map((type) => ({ type, at: accept.indexOf(type) })).filter(({ at }) => at >= 0);
  return places.toSorted((a, b) => a.at - b.at)[0]?.type ?? offered[0];
}
