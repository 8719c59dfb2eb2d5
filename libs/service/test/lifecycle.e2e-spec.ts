import { describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { signCaller } from '@edda/kernel';
import { createService, loadConfig, runService, type RunningService, type ServiceDefinition } from '../src/index.js';
import { FakeProcess } from './fake-process.js';
import { memoryLog } from './memory-log.js';
import { NoteConfig, NoteController, noteService, SECRET } from './note-service.js';

const start = (
  definition: ServiceDefinition<NoteConfig> = noteService(),
  env: Record<string, string> = {},
  log = memoryLog(),
): Promise<RunningService> =>
  createService(definition, { config: loadConfig(NoteConfig, { CALLER_SECRET: SECRET, ...env }), logger: log.logger });

async function get(service: RunningService, path: string): Promise<Response> {
  const token = await signCaller({ tenantId: 'acme', userId: null }, SECRET);
  return fetch(new URL(path, service.url), { headers: { 'x-edda-caller': token } });
}

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
};

/** Waits for a request that the service holds, and gives back what lets it go. */
async function held(service: RunningService): Promise<() => void> {
  const controller = service.app.get(NoteController);
  await until(() => controller.held.length > 0);
  return controller.held[0]!;
}

describe('services in one process', () => {
  it('have their own configuration, context and name in the log', async () => {
    const log = memoryLog();
    const services = await Promise.all(['one', 'two', 'three'].map((name) => start(noteService(name), {}, log)));
    for (const service of services) {
      expect(await (await get(service, '/api/v1/notes/context')).json()).toMatchObject({ service: service.name });
    }
    expect(new Set(services.map(({ url }) => url)).size).toBe(3);
    for (const { name, url } of services) {
      expect(log.lines).toContainEqual(expect.objectContaining({ service: name, message: `Listening on ${url}` }));
      expect(log.lines).toContainEqual(
        expect.objectContaining({ service: name, message: 'GET /api/v1/notes/context 200' }),
      );
    }
    await Promise.all(services.map((service) => service.close()));
  });
});

describe('a service that starts', () => {
  it('runs its hooks before and after it listens', async () => {
    const calls: string[] = [];
    const service = await start({
      ...noteService(),
      configure: (app, config) => void calls.push(`configure ${config.logLevel} ${app.getHttpServer().listening}`),
      onReady: ({ app, name }) => void calls.push(`ready ${name} ${app.getHttpServer().listening}`),
    });
    expect(calls).toEqual(['configure info false', 'ready notes true']);
    await service.close();
  });

  it('says which port is in use', async () => {
    const first = await start();
    const port = new URL(first.url).port;
    await expect(start(noteService(), { PORT: port })).rejects.toMatchObject({
      name: 'StartupError',
      message: `Port ${port} on 127.0.0.1 is in use: stop the program that holds it, or set PORT to another one.`,
    });
    await first.close();
  });

  it('says that an address is not its own', async () => {
    await expect(start(noteService(), { HOST: '192.0.2.1' })).rejects.toThrow(
      'The address 192.0.2.1 is not an address of this machine: set HOST to one of its own.',
    );
  });

  it('is closed again when a hook fails', async () => {
    let port = '';
    const failing = start({
      ...noteService(),
      onReady: ({ url }) => {
        port = new URL(url).port;
        throw new Error('not today');
      },
    });
    await expect(failing).rejects.toThrow('not today');
    await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow();
  });
});

describe('a service that closes', () => {
  it('finishes what runs and takes nothing new', async () => {
    const service = await start();
    const running = get(service, '/api/v1/notes/slow');
    const release = await held(service);
    const closed = service.close();
    release();
    expect(await (await running).json()).toEqual({ done: true });
    await closed;
    await expect(get(service, '/api/v1/notes')).rejects.toThrow();
    await service.close();
  });

  it('ends streams that never end by themselves', async () => {
    const service = await start();
    const stream = await get(service, '/api/v1/notes/stream');
    await service.close();
    expect(await stream.text()).toMatch(/event: end\n\n$/);
  });

  it('does not wait for connections that nothing is asked on', async () => {
    const log = memoryLog();
    const service = await start(noteService(), {}, log);
    const unused = connect(Number(new URL(service.url).port), '127.0.0.1');
    await new Promise((resolve) => unused.once('connect', resolve));
    // A kept connection that falls idle only after the shutdown began.
    const running = get(service, '/api/v1/notes/slow');
    const release = await held(service);
    const closed = service.close();
    release();
    await (await running).text();
    await closed;
    expect(log.lines.filter(({ level }) => level === 'warn')).toEqual([]);
  });

  it('cuts what does not finish within the deadline', async () => {
    const service = await start(noteService(), { SHUTDOWN_DEADLINE_MS: '20' });
    const running = get(service, '/api/v1/notes/slow');
    running.catch(() => undefined);
    await held(service);
    await service.close();
    await expect(running).rejects.toThrow();
  });

  it('says that it is not ready before its door closes', async () => {
    const service = await start(noteService(), { SHUTDOWN_DELAY_MS: '3000' });
    const closed = service.close();
    const response = await fetch(new URL('/health/ready', service.url));
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ status: 'draining' });
    await closed;
  });

  it('goes on answering until its door closes, once on each connection', async () => {
    const service = await start(noteService(), { SHUTDOWN_DELAY_MS: '3000' });
    const before = await get(service, '/api/v1/notes');
    await before.text();
    const closed = service.close();
    const during = await get(service, '/api/v1/notes');
    expect(during.status).toBe(200);
    expect([before.headers.get('connection'), during.headers.get('connection')]).toEqual(['keep-alive', 'close']);
    await closed;
  });
});

describe('a service as a process', () => {
  const env = { CALLER_SECRET: SECRET, LOG_LEVEL: 'silent' };

  it.each(['SIGTERM', 'SIGINT'])('stops on %s with code 0', async (signal) => {
    const host = new FakeProcess(env);
    await runService(noteService(), host);
    expect(host.exits).toEqual([]);
    host.emit(signal);
    await until(() => host.exits.length > 0);
    expect(host.exits).toEqual([0]);
  });

  it('stops at once on a second signal', async () => {
    const host = new FakeProcess({ ...env, SHUTDOWN_DELAY_MS: '50' });
    await runService(noteService(), host);
    host.emit('SIGINT');
    host.emit('SIGINT');
    expect(host.exits).toEqual([130]);
    await until(() => host.exits.length > 1);
  });

  it('that is stopped while it starts stops when it has', async () => {
    const host = new FakeProcess(env);
    const running = runService(noteService(), host);
    host.emit('SIGTERM');
    await running;
    await until(() => host.exits.length > 0);
    expect(host.exits).toEqual([0]);
  });

  it('stops with code 1 when nobody handles an error', async () => {
    const host = new FakeProcess(env);
    await runService(noteService(), host);
    host.emit('unhandledRejection', new Error('oops'));
    await until(() => host.exits.length > 0);
    expect(host.exits).toEqual([1]);
  });

  it('does not start with a wrong configuration and says why', async () => {
    const host = new FakeProcess({ ...env, PORT: 'x' });
    await runService(noteService(), host);
    expect(host.exits).toEqual([1]);
    expect(host.text).toBe(
      'notes cannot start: PORT is "x": expected an integer from 0 to 65535 (0 takes any free port).\n',
    );
  });

  it('says what it can be called with', async () => {
    const host = new FakeProcess(env, ['node', 'main.js', 'migrat']);
    await runService(noteService(), host);
    expect(host.exits).toEqual([2]);
    expect(host.text).toBe('notes has no command "migrat": call it with "migrate", or with nothing to run it.\n');
  });

  it('has nothing to migrate without a database', async () => {
    const host = new FakeProcess(env, ['node', 'main.js', 'migrate']);
    await runService(noteService(), host);
    expect(host.exits).toEqual([2]);
    expect(host.text).toBe('notes keeps nothing in a database: there is nothing to migrate.\n');
  });

  it('does not start on a port in use and says so', async () => {
    const first = await start();
    const host = new FakeProcess({ ...env, PORT: new URL(first.url).port });
    await runService(noteService(), host);
    expect(host.exits).toEqual([1]);
    expect(host.text).toMatch(/^notes cannot start: Port \d+ on 127.0.0.1 is in use/);
    await first.close();
  });
});
