import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import { createService, loadConfig, type RunningService } from '../src/index.js';
import { memoryLog } from './memory-log.js';
import { CreateNote, NoteConfig, noteService, SECRET } from './note-service.js';

/** Hands a message to the handlers of its pattern. */
class DirectTransport extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;

  listen(callback: () => void): void {
    callback();
  }

  close(): void {}

  on(): void {}

  unwrap<T>(): T {
    throw new Error('there is no driver');
  }

  async deliver(pattern: string, data: unknown): Promise<void> {
    const handler = this.getHandlerByPattern(pattern)!;
    await lastValueFrom(this.transformToObservable(await handler(data, [])), { defaultValue: undefined });
  }
}

const transport = new DirectTransport();
let service: RunningService;
beforeAll(async () => {
  service = await createService(
    {
      ...noteService(),
      configure: async (app) => {
        app.connectMicroservice({ strategy: transport }, { inheritAppConfig: true });
        await app.startAllMicroservices();
      },
    },
    { config: loadConfig(NoteConfig, { CALLER_SECRET: SECRET }), logger: memoryLog().logger },
  );
});
afterAll(() => service.close());

describe('a message handler', () => {
  it('fails with its own error, which names the reason of a dead letter', async () => {
    await expect(transport.deliver('NoteTaken', { text: 'mine' })).rejects.toMatchObject({
      code: 'NOTE.TAKEN',
      message: 'mine is taken',
    });
  });

  it('gets an instance that its transport has made and validated as it is', async () => {
    const message = Object.assign(new CreateNote(), { text: 'x', addedLater: true });
    await expect(transport.deliver('NoteTaken', message)).rejects.toMatchObject({ code: 'NOTE.TAKEN' });
  });

  it('refuses what breaks the rules of its class', async () => {
    await expect(transport.deliver('NoteTaken', { text: '' })).rejects.toMatchObject({ code: 'REQUEST.INVALID' });
  });
});
