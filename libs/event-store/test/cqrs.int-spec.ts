import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { newId, withContext } from '@edda/kernel';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { Injectable, Module, type INestApplicationContext, type Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  Command,
  CommandBus,
  CommandHandler,
  CqrsModule,
  EventBus,
  ofType,
  Query,
  QueryBus,
  QueryHandler,
  Saga,
  type ICommand,
  type ICommandHandler,
  type IQueryHandler,
} from '@nestjs/cqrs';
import { from, map, mergeMap, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import {
  AggregateRepository,
  CachedQuery,
  EVENT_STORE_MIGRATIONS,
  EventStoreModule,
  PostgresEventStore,
  ProjectionActivity,
  ReactionRunner,
  ReactsTo,
  RetryOnConflict,
  streamName,
  UnitOfWork,
} from '../src/index.js';
import { Notebook, type NotebookState } from './support/notebook.js';
import { NoteCounted, NoteWritten } from './support/notes.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
const apps: INestApplicationContext[] = [];

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, { label: 'cqrs', migrations: [...EVENT_STORE_MIGRATIONS] });
}, POSTGRES_START_TIMEOUT_MS);

afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

@Injectable()
class Notebooks extends AggregateRepository<NotebookState, Notebook> {
  constructor(unitOfWork: UnitOfWork) {
    super(Notebook, unitOfWork);
  }
}

/** What happens while a handler runs; replaced by the tests. */
class Desk {
  interrupt: (attempt: number) => Promise<void> = async () => undefined;
  attempts = 0;
}

@RetryOnConflict({ attempts: 3 })
class WriteSurely extends Command<number> {
  constructor(
    readonly id: string,
    readonly text: string,
  ) {
    super();
  }
}

class WriteOnce extends Command<number> {
  constructor(
    readonly id: string,
    readonly text: string,
  ) {
    super();
  }
}

@Injectable()
abstract class WriteHandler implements ICommandHandler<WriteOnce> {
  constructor(
    private readonly notebooks: Notebooks,
    private readonly desk: Desk,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ id, text }: WriteOnce): Promise<number> {
    const attempt = ++this.desk.attempts;
    await this.notebooks.change(`${id}-list`, (notebook) => notebook.write(`${text} ${attempt}`));
    const loaded = await this.notebooks.load(id);
    loaded.aggregate.write(text);
    await this.desk.interrupt(attempt);
    if (this.unitOfWork.isActive) await this.notebooks.save(loaded);
    else await this.notebooks.change(id, (notebook) => notebook.write(text));
    return attempt;
  }
}

@CommandHandler(WriteSurely)
class WriteSurelyHandler extends WriteHandler {}

@CommandHandler(WriteOnce)
class WriteOnceHandler extends WriteHandler {}

@Module({})
class Sources {}

@Module({})
class Root {}

/** A Nest application like any other: the module of cqrs, the event store, and what is to be tried. */
async function start(...providers: Provider[]): Promise<INestApplicationContext> {
  const sources = [{ provide: DataSource, useValue: database.dataSource }];
  const app = await NestFactory.createApplicationContext(
    {
      module: Root,
      imports: [
        CqrsModule.forRoot(),
        { module: Sources, global: true, providers: sources, exports: sources },
        EventStoreModule.forService('cqrs'),
      ],
      providers: [Notebooks, Desk, ...providers],
    },
    { logger: false },
  );
  apps.push(app);
  return app;
}

async function textsOf(app: INestApplicationContext, id: string): Promise<unknown[]> {
  const texts: unknown[] = [];
  for await (const { data } of app.get(PostgresEventStore).readStream(streamName('notebook', id))) {
    texts.push((data as NoteWritten).text);
  }
  return texts;
}

describe('A command', () => {
  it('that says so is tried again as a whole when another writer was faster', async () => {
    const app = await start(WriteSurelyHandler);
    const notebooks = app.get(Notebooks);
    const id = newId();
    app.get(Desk).interrupt = async (attempt) => {
      if (attempt > 2) return;
      await app.get(UnitOfWork).run(() => notebooks.change(id, (notebook) => notebook.write(`faster ${attempt}`)));
    };
    expect(await app.get(CommandBus).execute(new WriteSurely(id, 'mine'))).toBe(3);
    expect(await textsOf(app, id)).toEqual(['faster 1', 'faster 2', 'mine']);
    expect(await textsOf(app, `${id}-list`)).toEqual(['mine 3']);
  });

  it('is given up as a conflict after so many attempts, and leaves nothing behind', async () => {
    const app = await start(WriteSurelyHandler);
    const notebooks = app.get(Notebooks);
    const id = newId();
    app.get(Desk).interrupt = async () => {
      await app.get(UnitOfWork).run(() => notebooks.change(id, (notebook) => notebook.write('faster')));
    };
    const executing = app.get(CommandBus).execute(new WriteSurely(id, 'mine'));
    await expect(executing).rejects.toMatchObject({ kind: 'conflict', code: 'STREAM_CONFLICT' });
    expect(app.get(Desk).attempts).toBe(3);
    expect(await textsOf(app, id)).toEqual(['faster', 'faster', 'faster']);
    expect(await textsOf(app, `${id}-list`)).toEqual([]);
  });

  it('is not tried again for another failure', async () => {
    const app = await start(WriteSurelyHandler);
    app.get(Desk).interrupt = async () => {
      throw new Error('No.');
    };
    await expect(app.get(CommandBus).execute(new WriteSurely(newId(), 'mine'))).rejects.toThrow('No.');
    expect(app.get(Desk).attempts).toBe(1);
  });

  it('that does not say so is carried out as it is, each change committed by itself', async () => {
    const app = await start(WriteOnceHandler);
    const id = newId();
    app.get(Desk).interrupt = async () => {
      expect(await textsOf(app, `${id}-list`)).toEqual(['mine 1']);
    };
    expect(await app.get(CommandBus).execute(new WriteOnce(id, 'mine'))).toBe(1);
    expect(await textsOf(app, id)).toEqual(['mine']);
  });

  it('joins the unit of work around it, whose owner tries again', async () => {
    const app = await start(WriteSurelyHandler);
    const unitOfWork = app.get(UnitOfWork);
    const id = newId();
    app.get(Desk).interrupt = async () => {
      await unitOfWork.run(() => app.get(Notebooks).change(id, (notebook) => notebook.write('faster')));
    };
    const outcome = await unitOfWork.run(() => app.get(CommandBus).execute(new WriteSurely(id, 'mine')));
    expect(outcome).toMatchObject({ committed: false, conflict: { expected: 0, actual: 1 } });
    expect(app.get(Desk).attempts).toBe(1);
  });

  it('cannot ask for fewer than two attempts', () => {
    expect(() => RetryOnConflict({ attempts: 1 })).toThrow('was given 1 attempts');
  });
});

@CachedQuery({ ttl: 60_000, dropOn: ['shelf'] })
class CountNotes extends Query<{ notes: number; of: string }> {
  constructor(readonly filter: { id: string; deleted?: boolean }) {
    super();
  }
}

@QueryHandler(CountNotes)
class CountNotesHandler implements IQueryHandler<CountNotes> {
  executions = 0;
  during: () => Promise<void> = async () => undefined;

  constructor(private readonly notebooks: Notebooks) {}

  async execute({ filter: { id } }: CountNotes): Promise<{ notes: number; of: string }> {
    this.executions++;
    const { aggregate } = await this.notebooks.load(id);
    const { notes } = aggregate.state;
    await this.during();
    return { notes, of: id };
  }
}

/** Resolves when the application listens to other processes: what it knew before that, it forgets. */
async function listening(activity: ProjectionActivity, ask: () => Promise<unknown>): Promise<void> {
  let stop = (): void => undefined;
  await new Promise<void>((resolve) => {
    stop = activity.onMoved((moved) => moved === 'any' && resolve());
  });
  await ask();
  stop();
}

describe('A cached query', () => {
  async function library() {
    const app = await start(CountNotesHandler);
    const activity = app.get(ProjectionActivity);
    const handler = app.get(CountNotesHandler);
    const id = newId();
    await listening(activity, () => app.get(QueryBus).execute(new CountNotes({ id: newId() })));
    handler.executions = 0;
    return {
      app,
      handler,
      activity,
      write: () => app.get(Notebooks).change(id, (notebook) => notebook.write('a')),
      count: async () => (await app.get(QueryBus).execute(new CountNotes({ id }))).notes,
      id,
    };
  }

  it('is executed once for the same question, also when many ask at once', async () => {
    const { count, handler } = await library();
    expect(await Promise.all([count(), count(), count()])).toEqual([0, 0, 0]);
    expect(await count()).toBe(0);
    expect(handler.executions).toBe(1);
  });

  it('is executed for another question, and for another tenant', async () => {
    const { app, count, handler, write, id } = await library();
    await write();
    expect(await count()).toBe(1);
    expect(await withContext({ tenantId: 'acme' }, count)).toBe(0);
    await app.get(QueryBus).execute(new CountNotes({ id, deleted: true }));
    expect(handler.executions).toBe(3);
  });

  it('is executed again when a projection that it names has moved, and for no other', async () => {
    const { count, activity, write } = await library();
    await count();
    await write();
    activity.moved(['another']);
    expect(await count()).toBe(0);
    activity.moved(['another', 'shelf']);
    expect(await count()).toBe(1);
  });

  it('learns of a projection that moved in another process', async () => {
    const { count, write } = await library();
    const other = new ProjectionActivity(database.dataSource);
    await count();
    await write();
    await eventually(async () => {
      other.moved(['shelf']);
      expect(await count()).toBe(1);
    });
    await other.close();
  });

  it('does not keep an answer that was on its way while the projection moved', async () => {
    const { count, handler, activity, write } = await library();
    handler.during = async () => {
      handler.during = async () => undefined;
      await write();
      activity.moved(['shelf']);
    };
    expect(await count()).toBe(0);
    expect(await count()).toBe(1);
  });

  it('gives an answer that nobody can change for the others', async () => {
    const { app, id } = await library();
    const ask = () => app.get(QueryBus).execute(new CountNotes({ id }));
    const answer = await ask();
    expect(() => (answer.notes = 7)).toThrow(TypeError);
    expect(await ask()).toEqual({ notes: 0, of: id });
  });

  it('is executed inside a unit of work, which sees what nobody else does', async () => {
    const { app, count, write } = await library();
    await count();
    await app.get(UnitOfWork).run(async () => {
      await write();
      expect(await count()).toBe(1);
    });
  });
});

class Shelve extends Command<void> {
  constructor(
    readonly id: string,
    readonly text: string,
  ) {
    super();
  }
}

@CommandHandler(Shelve)
class ShelveHandler implements ICommandHandler<Shelve> {
  readonly refusals = new Map<string, number>();

  constructor(private readonly notebooks: Notebooks) {}

  async execute({ id, text }: Shelve): Promise<void> {
    await this.notebooks.change(id, (notebook) => notebook.write(text));
    const left = this.refusals.get(text) ?? 0;
    if (left === 0) return;
    this.refusals.set(text, left - 1);
    throw new Error(`Refused: ${text}`);
  }
}

/** A text `<notebook> <what>` is put on two shelves of that notebook. */
@Injectable()
class Librarian {
  readonly given: object[] = [];

  @Saga()
  @ReactsTo(NoteWritten)
  shelve = (events: Observable<object>): Observable<ICommand> =>
    events.pipe(
      ofType(NoteWritten),
      mergeMap(({ text }) => {
        const [what, notebook] = text.split('@');
        return notebook ? from([new Shelve(notebook, `${what} first`), new Shelve(notebook, `${what} second`)]) : [];
      }),
    );

  @Saga()
  index = (events: Observable<object>): Observable<ICommand> =>
    events.pipe(
      map((event) => {
        this.given.push(event);
        const { text = '' } = event as Partial<NoteWritten>;
        const [what, notebook] = text.split('@');
        return (notebook && new Shelve(`${notebook}-index`, what ?? '')) as ICommand;
      }),
    );
}

describe('A saga function', () => {
  const write = async (app: INestApplicationContext, text: string, tenantId = 'default') => {
    const stream = streamName('desk', newId(), tenantId);
    await app.get(PostgresEventStore).append(stream, [message(NoteWritten, { text })], { expected: 'any' });
    for await (const event of app.get(PostgresEventStore).readStream(stream)) return event;
    throw new Error('Nothing was written.');
  };

  it('has its commands carried out for each event, in their order', async () => {
    const app = await start(ShelveHandler, Librarian);
    const id = newId();
    await write(app, `a@${id}`);
    await write(app, `b@${id}`);
    await eventually(async () =>
      expect(await textsOf(app, id)).toEqual(['a first', 'a second', 'b first', 'b second']),
    );
  });

  it('is given instances of the event classes, and every event that is known unless it says which', async () => {
    const app = await start(ShelveHandler, Librarian);
    const stream = streamName('desk', newId());
    await app.get(PostgresEventStore).append(stream, [message(NoteCounted, { by: 7 })], { expected: 'any' });
    await eventually(async () => expect(app.get(Librarian).given).toContainEqual({ by: 7 }));
    expect(app.get(Librarian).given.find((event) => event instanceof NoteCounted)).toEqual({ by: 7 });
  });

  it('works for the tenant and the correlation of the event, which is the cause', async () => {
    const app = await start(ShelveHandler, Librarian);
    const id = newId();
    const cause = await write(app, `a@${id}`, 'acme');
    const stream = streamName('notebook', id, 'acme');
    await eventually(async () => {
      const caused = [];
      for await (const { metadata } of app.get(PostgresEventStore).readStream(stream)) caused.push(metadata);
      const { correlationId } = cause.metadata;
      expect(caused).toEqual([
        expect.objectContaining({ correlationId, causationId: cause.id }),
        expect.objectContaining({ correlationId, causationId: cause.id }),
      ]);
    });
  });

  it('is run again for an event whose command failed, of which nothing was kept', async () => {
    const app = await start(ShelveHandler, Librarian);
    const id = newId();
    app.get(ShelveHandler).refusals.set('a second', 2);
    await write(app, `a@${id}`);
    await eventually(async () => expect(await textsOf(app, id)).toEqual(['a first', 'a second']));
    expect(app.get(ShelveHandler).refusals.get('a second')).toBe(0);
  });

  it('that fails holds back no other', async () => {
    const app = await start(ShelveHandler, Librarian);
    const id = newId();
    app.get(ShelveHandler).refusals.set('a second', Infinity);
    await write(app, `a@${id}`);
    await eventually(async () => expect(await textsOf(app, `${id}-index`)).toEqual(['a']));
    expect(await textsOf(app, id)).toEqual([]);
    app.get(ShelveHandler).refusals.clear();
    await eventually(async () => expect(await textsOf(app, id)).toEqual(['a first', 'a second']));
  });

  it('makes up for what happened while the application was stopped, and repeats nothing', async () => {
    const first = await start(ShelveHandler, Librarian);
    const id = newId();
    await write(first, `a@${id}`);
    await eventually(async () => expect(await textsOf(first, `${id}-index`)).toEqual(['a']));
    await eventually(async () => expect(await textsOf(first, id)).toHaveLength(2));
    await first.close();
    const store = new PostgresEventStore(database.dataSource, { source: 'test' });
    await store.append(streamName('desk', newId()), [message(NoteWritten, { text: `b@${id}` })], { expected: 'any' });
    const second = await start(ShelveHandler, Librarian);
    await eventually(async () => expect(await textsOf(second, `${id}-index`)).toEqual(['a', 'b']));
    await eventually(async () => expect(await textsOf(second, id)).toHaveLength(4));
  });

  it('that is new begins with what happens after the application has started', async () => {
    @Injectable()
    class Newcomer {
      static readonly given: string[] = [];

      @Saga()
      @ReactsTo(NoteWritten)
      listen = (events: Observable<object>): Observable<ICommand> =>
        events.pipe(
          ofType(NoteWritten),
          mergeMap(({ text }) => {
            Newcomer.given.push(text);
            return [];
          }),
        );
    }
    const before = await start();
    await write(before, 'before');
    const app = await start(Newcomer);
    await write(app, 'after');
    await eventually(async () => expect(Newcomer.given).toEqual(['after']));
  });

  it('is run from the log alone: the event bus in memory does not run it as well', async () => {
    const app = await start(ShelveHandler, Librarian);
    const id = newId();
    const event = Object.assign(new NoteWritten(), { text: `a@${id}` });
    app.get(EventBus).publish(event);
    await write(app, `b@${id}`);
    await eventually(async () => expect(await textsOf(app, id)).toEqual(['b first', 'b second']));
    expect(app.get(Librarian).given).not.toContain(event);
  });

  it('has a subscription of its own, and none is there without a function', async () => {
    const app = await start(ShelveHandler, Librarian);
    expect(app.get(ReactionRunner).running.map(({ name }) => name)).toEqual([
      'reaction:Librarian.shelve',
      'reaction:Librarian.index',
    ]);
    expect((await start()).get(ReactionRunner).running).toEqual([]);
  });

  it('cannot react to what is no event', () => {
    expect(() => ReactsTo(class Unknown {})).toThrow('Unknown is not a message');
  });
});
