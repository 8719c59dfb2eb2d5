import { describe, expect, it } from '@jest/globals';
import { Logger as NestLogger } from '@nestjs/common';
import { newId, runInContext, type ExecutionContext } from '@edda/kernel';
import { createLogger, type ServiceLogger } from './service-logger.js';
import { inServiceScope } from './service-scope.js';

type Line = Record<string, unknown>;

function recorder(): { lines: Line[]; stream: { write(line: string): void } } {
  const lines: Line[] = [];
  return { lines, stream: { write: (line) => void lines.push(JSON.parse(line) as Line) } };
}

function logging(write: (logger: ServiceLogger) => void): Line {
  const { lines, stream } = recorder();
  write(createLogger({ level: 'trace', destination: stream, service: 'shop' }));
  expect(lines).toHaveLength(1);
  return lines[0]!;
}

const context: ExecutionContext = {
  service: 'shop',
  tenantId: 'acme',
  userId: 'ada',
  correlationId: newId(),
  causationId: newId(),
  traceparent: null,
};

describe('a log line', () => {
  it('says when, how grave, where and what', () => {
    const line = logging((logger) => logger.info('Opened', { door: 3 }));
    expect(line).toMatchObject({ level: 'info', service: 'shop', message: 'Opened', door: 3 });
    expect(new Date(line['time'] as string).toISOString()).toBe(line['time']);
  });

  it('carries what the code works for', () => {
    const line = logging((logger) => runInContext(context, () => logger.info('Opened')));
    const { correlationId, causationId } = context;
    expect(line).toMatchObject({ correlationId, causationId, tenantId: 'acme', userId: 'ada' });
    expect(line).not.toHaveProperty('traceId');
  });

  it('names the trace it belongs to', () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const traced = { ...context, traceparent: `00-${traceId}-b7ad6b7169203331-01` };
    expect(logging((logger) => runInContext(traced, () => logger.info('Opened')))).toMatchObject({ traceId });
  });

  it('shows an error with its stack and its causes', () => {
    const cause = Object.assign(new Error('no route'), { code: 'EHOSTUNREACH' });
    const line = logging((logger) => logger.error('Failed', { error: new Error('cannot open', { cause }) }));
    expect(line['error']).toMatchObject({
      name: 'Error',
      message: 'cannot open',
      stack: expect.stringContaining('service-logger.spec'),
      cause: { message: 'no route', code: 'EHOSTUNREACH' },
    });
  });

  it('does not show secrets', () => {
    const line = logging((logger) =>
      logger.warn('Refused postgres://edda:hunter2@db/x and Bearer hunter2', {
        headers: { authorization: 'hunter2', 'x-edda-caller': 'hunter2', accept: '*/*' },
        accessToken: 'hunter2',
        nested: [{ dbPassword: 'hunter2', url: 'http://a:hunter2@b/' }],
        error: new Error('amqp://x:hunter2@y failed'),
      }),
    );
    expect(JSON.stringify(line)).not.toContain('hunter2');
    expect(line).toMatchObject({
      headers: { accept: '*/*', authorization: '***' },
      message: 'Refused postgres://edda:***@db/x and Bearer ***',
    });
  });

  it('survives what refers to itself and numbers JSON does not know', () => {
    const loop: Line = { big: 5n };
    loop['self'] = loop;
    expect(logging((logger) => logger.info('Looped', loop))).toMatchObject({ big: '5' });
  });
});

describe('a line of Nest', () => {
  it('names the class it comes from', () => {
    expect(logging((logger) => logger.log('Started', 'ShopModule'))).toMatchObject({
      level: 'info',
      context: 'ShopModule',
    });
  });

  it('about its wiring is for debugging', () => {
    expect(logging((logger) => logger.log('Mapped {/x, GET}', 'RouterExplorer'))).toMatchObject({ level: 'debug' });
  });

  it('about an error shows it, given as an error or as a stack', () => {
    expect(logging((logger) => logger.error(new Error('bad'), 'ExceptionsHandler'))).toMatchObject({
      message: 'bad',
      context: 'ExceptionsHandler',
      error: { stack: expect.stringContaining('Error: bad') },
    });
    const { stack } = new Error('bad');
    expect(logging((logger) => logger.error('bad', stack, 'Shop'))).toMatchObject({
      message: 'bad',
      stack,
      context: 'Shop',
    });
  });

  it('comes through its own logger', () => {
    const line = logging((logger) => {
      NestLogger.overrideLogger(logger);
      new NestLogger('Shop').warn('Closing');
      NestLogger.overrideLogger(false);
    });
    expect(line).toMatchObject({ level: 'warn', message: 'Closing', context: 'Shop' });
  });
});

describe('services in one process', () => {
  it('write to their own streams under their own names, in their background work too', async () => {
    const streams = { content: recorder(), learning: recorder(), edda: recorder() };
    const logger = createLogger({ destination: (service) => streams[service as keyof typeof streams].stream });
    const work = (name: string): Promise<void> =>
      inServiceScope(name, async () => {
        await new Promise((resolve) => setTimeout(resolve, 2));
        logger.info(`from ${name}`);
      });
    await Promise.all([work('content'), work('learning')]);
    logger.info('from outside');
    expect(streams.content.lines).toEqual([expect.objectContaining({ service: 'content', message: 'from content' })]);
    expect(streams.learning.lines).toEqual([
      expect.objectContaining({ service: 'learning', message: 'from learning' }),
    ]);
    expect(streams.edda.lines).toHaveLength(1);
  });
});

it('lines below the level are not written', () => {
  const { lines, stream } = recorder();
  const logger = createLogger({ level: 'warn', destination: stream });
  logger.info('quiet');
  logger.warn('loud');
  expect(lines.map(({ message }) => message)).toEqual(['loud']);
});
