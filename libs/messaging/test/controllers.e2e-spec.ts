import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { EVENT_STORE_MIGRATIONS } from '@edda/event-store';
import { EddaError, newId, runInContext } from '@edda/kernel';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import {
  Catch,
  Controller,
  Inject,
  Injectable,
  Scope,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
  ValidationPipe,
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { MinLength } from 'class-validator';
import { EMPTY, tap, throwError, type Observable } from 'rxjs';
import { DeliveryContext, EmbeddedBroker, MESSAGING_MIGRATIONS, type EventPatternExtras } from '../src/index.js';
import { startService, type Service } from './support/service.js';

const quiet = { log() {}, warn() {}, error() {} };
const once = { retry: { attempts: 1 } } satisfies EventPatternExtras;

/** What happened, in order. */
const seen: string[] = [];

/** What this handler asks of a letter beyond its schema. */
class LongLetter {
  @MinLength(10)
  text!: string;
}

@Injectable()
class NoSecrets implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    seen.push(`guard of ${context.getClass().name}.${context.getHandler().name}`);
    return context.switchToRpc().getData<{ text: string }>().text !== 'secret';
  }
}

@Injectable()
class Timed implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { delivery } = context.switchToRpc().getContext<DeliveryContext>();
    seen.push(`before ${delivery.streamId}`);
    return next.handle().pipe(tap(() => seen.push(`after ${delivery.streamId}`)));
  }
}

@Catch(TypeError)
class Forgiving implements ExceptionFilter<TypeError> {
  catch(error: TypeError): Observable<never> {
    seen.push(`forgiven: ${error.message}`);
    return EMPTY;
  }
}

@Catch(RangeError)
class Renaming implements ExceptionFilter<RangeError> {
  catch(error: RangeError, host: ArgumentsHost): Observable<never> {
    const { text } = host.switchToRpc().getData<{ text: string }>();
    return throwError(() => new EddaError('conflict', 'LETTER.OUT_OF_RANGE', `${text}: ${error.message}`));
  }
}

/** As many write it who know filters from REST. */
@Catch(SyntaxError)
class Forgetful implements ExceptionFilter<SyntaxError> {
  catch(): void {}
}

@Controller()
class DeskController {
  @EventPattern<string>('LetterSent', { name: 'validated', ...once })
  @UsePipes(new ValidationPipe())
  async validated(@Payload() letter: LongLetter): Promise<void> {
    seen.push(`validated ${letter.text}`);
  }

  @EventPattern<string>('LetterSent', { name: 'guarded', ...once })
  @UseGuards(NoSecrets)
  async guarded(@Payload('text') text: string): Promise<void> {
    seen.push(`guarded ${text}`);
  }

  @EventPattern<string>('LetterSent', { name: 'timed', ...once })
  @UseInterceptors(Timed)
  async timed(@Payload() _letter: object, @Ctx() { delivery }: DeliveryContext): Promise<string> {
    seen.push(`timed ${delivery.streamId}`);
    return 'what a handler returns concerns nobody';
  }

  @EventPattern<string>('LetterSent', { name: 'filtered', ...once })
  @UseFilters(Forgiving, Renaming, Forgetful)
  async filtered(@Payload('text') text: string): Promise<void> {
    if (text === 'forgivable') throw new TypeError('It happens.');
    if (text === 'too far') throw new RangeError('It is too far.');
    if (text === 'unwritten') throw new SyntaxError('It cannot be read.');
  }
}

@Controller({ scope: Scope.REQUEST })
class ScopedController {
  private static instances = 0;
  private readonly instance = ++ScopedController.instances;

  constructor(@Inject('greeting') private readonly greeting: string) {}

  @EventPattern<string>('LetterSent')
  async read(@Payload('text') text: string, @Ctx() { delivery }: DeliveryContext): Promise<void> {
    seen.push(`${this.greeting} ${this.instance}: ${text} of ${delivery.tenantId}`);
  }
}

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let service: Service;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  const migrations = [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS];
  database = await createTestDatabase(postgres, { label: 'learning', migrations });
  service = await startService({
    dataSource: database.dataSource,
    broker: new EmbeddedBroker({ url: await postgres.database('broker'), logger: quiet }),
    controllers: [DeskController, ScopedController],
    providers: [{ provide: 'greeting', useValue: 'instance' }],
  });
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await service.close();
  await database.close();
  await postgres.stop();
});

beforeEach(() => void (seen.length = 0));

/** Sends a letter in a stream of its own. */
async function send(text: string): Promise<string> {
  const { LetterSent } = await import('./support/letters.js');
  const streamId = `letter-${newId()}`;
  const context = { service: 'content', tenantId: 'acme', userId: null, correlationId: newId() };
  await runInContext({ ...context, causationId: null, traceparent: null }, () =>
    service.unitOfWork.run(async () => {
      const letter = message(LetterSent, { text });
      service.unitOfWork.append({ tenantId: 'acme', streamId, category: 'letter' }, [letter], 'none');
    }),
  );
  return streamId;
}

/** The dead letters of a handler that came from a stream, by their codes and messages. */
async function deadOf(name: string, streamId: string): Promise<{ code: string; message: string }[]> {
  return database.dataSource.query(`select code, message from dead_letters where subscription = $1 and key = $2`, [
    `learning.${name}`,
    `acme/${streamId}`,
  ]);
}

/** Waits until the handler has handled the letter of a stream: its key row says so. */
async function handled(name: string, streamId: string): Promise<void> {
  await eventually(async () => {
    const rows = await database.dataSource.query<unknown[]>(
      `select from subscription_keys where subscription = $1 and key like '%' || $2 and last_sequence = 1`,
      [`learning.${name}`, `acme/${streamId}`],
    );
    expect(rows).toHaveLength(1);
  });
}

describe('A controller with @EventPattern has', () => {
  it('pipes: what a ValidationPipe refuses is a dead letter at once, with what it says', async () => {
    const short = await send('short');
    const dead = await eventually(async () => {
      const rows = await deadOf('validated', short);
      expect(rows).toHaveLength(1);
      return rows;
    });
    expect(dead).toEqual([{ code: 'HANDLER.INVALID', message: 'text must be longer than or equal to 10 characters' }]);
    await handled('validated', await send('long enough'));
    expect(seen).toContain('validated long enough');
    expect(seen).not.toContain('validated short');
  });

  it('guards: what they refuse never reaches the handler and is a dead letter at once', async () => {
    const secret = await send('secret');
    await eventually(async () => {
      expect(await deadOf('guarded', secret)).toMatchObject([{ code: 'HANDLER.FORBIDDEN' }]);
    });
    await handled('guarded', await send('open'));
    expect(seen).toContain('guard of DeskController.guarded');
    expect(seen).toContain('guarded open');
    expect(seen).not.toContain('guarded secret');
  });

  it('interceptors around the handler, which see the envelope', async () => {
    const letter = await send('anything at all');
    await handled('timed', letter);
    expect(seen.filter((entry) => entry.endsWith(letter))).toEqual([
      `before ${letter}`,
      `timed ${letter}`,
      `after ${letter}`,
    ]);
  });

  it('filters: a message whose error one has dealt with is handled', async () => {
    const forgivable = await send('forgivable');
    await handled('filtered', forgivable);
    expect(seen).toContain('forgiven: It happens.');
    expect(await deadOf('filtered', forgivable)).toEqual([]);
  });

  it('filters: what one throws instead is the reason of the failure', async () => {
    const far = await send('too far');
    await eventually(async () => {
      expect(await deadOf('filtered', far)).toEqual([
        { code: 'LETTER.OUT_OF_RANGE', message: 'too far: It is too far.' },
      ]);
    });
  });

  it('filters: one that returns nothing has not dealt with the error, and the dead letter says how it could', async () => {
    const unwritten = await send('unwritten');
    await eventually(async () => {
      expect(await deadOf('filtered', unwritten)).toMatchObject([
        {
          code: 'HANDLER.ERROR_LOST',
          message: expect.stringContaining('let a filter of your own return an observable'),
        },
      ]);
    });
  });

  it('a scope: one of the request has an instance for every message', async () => {
    await handled('letter-sent', await send('to the first'));
    await handled('letter-sent', await send('to the second'));
    const instances = seen.filter((entry) => entry.startsWith('instance'));
    expect(instances).toHaveLength(2);
    expect(new Set(instances.map((entry) => entry.split(':')[0])).size).toBe(2);
    expect(instances[0]).toMatch(/: to the first of acme$/);
  });
});
