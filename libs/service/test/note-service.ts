import { currentContext, EddaError, newId } from '@edda/kernel';
import { Body, Controller, Get, HttpCode, Inject, Module, Post, Query, Res } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsString, IsUrl, MaxLength, MinLength, ValidateNested } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { setTimeout as delay } from 'node:timers/promises';
import {
  ApiPage,
  ApiProblem,
  decodeCursor,
  Draining,
  encodeCursor,
  EnvDefaults,
  HealthIndicators,
  notFound,
  pageOf,
  PageQuery,
  ServiceConfig,
  UuidParam,
  type Page,
  type ServiceDefinition,
} from '../src/index.js';

@EnvDefaults({ SHUTDOWN_DEADLINE_MS: 5000 })
export class NoteConfig extends ServiceConfig {}

class Source {
  @IsUrl({ require_tld: false })
  @ApiProperty()
  url!: string;
}

export class CreateNote {
  @ApiProperty()
  @IsString()
  @MinLength(3)
  @MaxLength(20)
  text!: string;

  @ApiProperty({ type: [Source] })
  @ArrayMaxSize(2000)
  @ValidateNested({ each: true })
  @Type(() => Source)
  sources: Source[] = [];
}

class Note {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  text!: string;
}

const NOTES: Note[] = Array.from({ length: 5 }, (_, at) => ({ id: newId(), text: `note ${at}` }));

@Controller('notes')
export class NoteController {
  readonly held: (() => void)[] = [];

  constructor(@Inject(Draining) private readonly draining: Draining) {}

  @Get()
  @ApiPage(Note)
  @ApiProblem(400, 'CURSOR.INVALID', 'The cursor is of another list')
  @ApiProblem(400, 'REQUEST.INVALID', 'The query is wrong')
  list(@Query() query: PageQuery): Page<Note> {
    const [after] = query.cursor ? decodeCursor(query.cursor, ['uuid']) : [''];
    const rows = NOTES.filter(({ id }) => id > after).slice(0, query.limit + 1);
    return pageOf(rows, query.limit, ({ id }) => encodeCursor([id]));
  }

  @Post()
  async create(@Body() note: CreateNote): Promise<object> {
    await delay(1);
    return { text: note.text, sources: note.sources.length, context: currentContext() };
  }

  @Get('context')
  async context(): Promise<object> {
    await delay(1);
    return { ...currentContext() };
  }

  @Get('broken')
  broken(): never {
    throw new Error('secret details of postgres://edda:hunter2@db/content', { cause: new Error('the cause') });
  }

  @Get('refused')
  refused(): never {
    throw new EddaError('conflict', 'NOTE.LOCKED', 'The note is locked: try again later.');
  }

  @Get('stream')
  stream(@Res() reply: FastifyReply): void {
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.raw.write(`data: ${currentContext()?.correlationId}\n\n`);
    this.draining.signal.addEventListener('abort', () => reply.raw.end('event: end\n\n'));
    reply.hijack();
  }

  /** Answers when the test releases it. */
  @Get('slow')
  slow(): Promise<object> {
    return new Promise((resolve) => this.held.push(() => resolve({ done: true })));
  }

  @Get(':id')
  @ApiProblem(404, 'NOTE.NOT_FOUND', 'There is no such note')
  one(@UuidParam('id', 'NOTE.NOT_FOUND', 'note') id: string): Note {
    const note = NOTES.find((each) => each.id === id);
    if (!note) throw notFound('NOTE.NOT_FOUND', 'note', id);
    return note;
  }

  @Post('wake')
  @HttpCode(204)
  wake(): void {}
}

@Controller()
class NoteMessages {
  @EventPattern<string>('NoteTaken')
  take(@Payload() note: CreateNote): void {
    throw new EddaError('conflict', 'NOTE.TAKEN', `${note.text} is taken`);
  }
}

export interface NoteServiceOptions {
  check?: () => Promise<void>;
}

/** A small service to try the bootstrap on. */
export function noteService(
  name = 'notes',
  { check = () => Promise.resolve() }: NoteServiceOptions = {},
): ServiceDefinition<NoteConfig> {
  @Module({ controllers: [NoteController, NoteMessages] })
  class NoteModule {
    constructor(@Inject(HealthIndicators) indicators: HealthIndicators) {
      indicators.register('store', async () => {
        await check();
        return { notes: NOTES.length };
      });
    }
  }
  return { name, title: 'Notes', config: NoteConfig, module: () => NoteModule };
}

export const SECRET = 'a secret of more than 32 characters';
