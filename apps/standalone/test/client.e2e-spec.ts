import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EddaClient, type RunEvent } from '@edda/client';
import { eventually, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workspace } from './support/run-command.js';
import { ServiceProcesses } from './support/service-processes.js';

const TEXT = 'The mill at Orlen burned down because the miller had left a lamp in the hay.';
const QUESTION = 'Why did the mill at Orlen burn down?';

describe('the client and the services', () => {
  let folder: string;
  let postgres: ThrowAwayPostgres;
  let services: ServiceProcesses;
  let edda: EddaClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'edda-client-'));
    postgres = await startThrowAwayPostgres();
    services = await ServiceProcesses.start((name) => postgres.database(name), join(folder, 'blobs'));
    await services.ready();
    edda = new EddaClient({ baseUrl: services.gatewayUrl });
  });

  afterAll(async () => {
    await services?.stop();
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('go from a question to its report', async () => {
    const { workflowId, sources } = await edda.post('/api/v1/research/workflows', {
      body: { question: QUESTION, sources: [{ source: 'mill.md' }] },
    });
    const [source] = sources;
    await edda.upload({ file: new Blob([TEXT]), fileName: 'mill.md', ...(source && { contentId: source.contentId }) });

    const story: RunEvent[] = [];
    for await (const event of edda.runEvents(workflowId)) story.push(event);
    expect(story.map(({ position }) => position)).toEqual(story.map((_event, index) => index + 1));
    expect(story.map(({ type }) => type)).toContain('LearningPathCreated');

    const path = { params: { path: { workflowId } } };
    const report = await edda.get('/api/v1/research/workflows/{workflowId}/report', path);
    expect(report.sections.flatMap(({ claims }) => claims).map(({ text }) => text)).toEqual([TEXT]);
    const page = await edda.open('/api/v1/research/workflows/{workflowId}/report', 'text/markdown', path);
    expect(await page.text()).toContain(TEXT);

    const tasks: string[] = [];
    const query = { correlationId: workflowId, limit: 2 };
    for await (const { taskType } of edda.items('/api/v1/tasks', { params: { query } })) tasks.push(taskType);
    expect(new Set(tasks)).toEqual(new Set(['plan', 'gather', 'analyse', 'write', 'review']));
  });

  it('agree on what a failure is', async () => {
    const path = { id: '0199c3a0-5d0e-7f2b-9a01-000000000000' };
    await expect(edda.get('/api/v1/services/content/sagas/{id}', { params: { path } })).rejects.toMatchObject({
      status: 404,
      code: 'SAGA.NOT_FOUND',
      problem: { instance: `/api/v1/services/content/sagas/${path.id}` },
    });
  });

  it('have the document that the client is made from', async () => {
    // A service may be too busy to be asked at once: the gateway leaves it out, and asks again.
    const served = await eventually(async () => {
      const whole = (await (await fetch(`${services.gatewayUrl}/openapi.json`)).json()) as object;
      expect(whole).not.toHaveProperty('x-unavailable');
      return whole;
    });
    const written = JSON.parse(await readFile(join(workspace, 'docs/openapi.json'), 'utf8')) as {
      paths: Record<string, Record<string, { security?: unknown }>>;
      components: { securitySchemes?: unknown };
      security?: unknown;
    };
    // This gateway has no tokens.
    delete written.security;
    delete written.components.securitySchemes;
    for (const item of Object.values(written.paths)) for (const each of Object.values(item)) delete each.security;
    expect(served).toEqual(written);
  });
});
