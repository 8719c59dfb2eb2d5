import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CALLER_HEADER, DEFAULT_TENANT, signCaller } from '@edda/kernel';
import { createService, loadConfig, type RunningService } from '../src/index.js';
import { memoryLog } from './memory-log.js';
import { NoteConfig, noteService, SECRET } from './note-service.js';

const OTHER = 'another secret of more than 32 characters';

describe('While the secret of callers is being replaced', () => {
  let service: RunningService;
  beforeAll(async () => {
    const config = loadConfig(NoteConfig, { CALLER_SECRET: SECRET, CALLER_FORMER_SECRET: OTHER });
    service = await createService(noteService(), { config, logger: memoryLog().logger });
  });
  afterAll(() => service.close());

  const status = async (secret: string): Promise<number> => {
    const caller = await signCaller({ tenantId: DEFAULT_TENANT, userId: null }, secret);
    return (await fetch(`${service.url}/api/v1/notes`, { headers: { [CALLER_HEADER]: caller } })).status;
  };

  it('callers are believed that were signed with the one or the other, and no others', async () => {
    expect(
      await Promise.all([status(SECRET), status(OTHER), status('a third secret of more than 32 characters')]),
    ).toEqual([200, 200, 401]);
  });
});
