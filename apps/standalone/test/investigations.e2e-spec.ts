import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceProcesses } from './support/service-processes.js';

const FRAUD = 'The court of Hull found that Northgate Shipping had used a forged bill of lading for the cargo.';
const BRIBES = 'Two clerks of Northgate Shipping took bribes from the captain, as the newspaper of Leith wrote.';
const HARMLESS = 'In the spring the ships of Northgate Shipping sail from Hull to Leith with timber and wool.';
/** A process that was killed is missed for as long as its lease runs. */
const TAKEN_OVER_WITHIN_MS = 60_000;

interface Entity {
  entityId: string;
  revision: number;
  riskScore: number | null;
}

interface Enrichment {
  enrichmentId: string;
  status: string;
  facts: { contentId: string; start: number; end: number; quote: string }[];
  failure: unknown;
  findings: number | null;
}

describe('investigations over REST', () => {
  let folder: string;
  let postgres: ThrowAwayPostgres;
  let services: ServiceProcesses;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'edda-investigations-'));
    postgres = await startThrowAwayPostgres();
    services = await ServiceProcesses.start((name) => postgres.database(name), join(folder, 'blobs'));
    await services.ready();
    await hold('court.md', `${HARMLESS} ${FRAUD}`);
    await hold('press.md', BRIBES);
  });

  afterEach(() => services.signalOne('content', 'SIGCONT'));

  afterAll(async () => {
    await services?.stop();
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const call = async <T>(path: string, body?: object): Promise<T> => {
    const sent = body && {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    };
    const response = await fetch(`${services.gatewayUrl}/api/v1${path}`, sent);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const hold = async (fileName: string, text: string): Promise<void> => {
    const { contentId } = await call<{ contentId: string }>('/contents', { fileName, text });
    await eventually(async () => {
      expect(await call(`/contents/${contentId}`)).toMatchObject({ status: 'completed' });
    });
  };
  const open = async (): Promise<string> =>
    (await call<{ investigationId: string }>('/investigations', { title: 'The lost cargo' })).investigationId;
  /** An entity that the contents speak of. */
  const add = async (id: string): Promise<string> => {
    const entity = { kind: 'organisation', name: 'Northgate Shipping' };
    return (await call<Entity>(`/investigations/${id}/entities`, entity)).entityId;
  };
  const start = async (path: string): Promise<string> => {
    const { enrichmentId } = await call<Enrichment>(`${path}/enrichments`, {});
    return `${path}/enrichments/${enrichmentId}`;
  };
  const completed = (path: string): Promise<Enrichment> =>
    eventually(async () => {
      const enrichment = await call<Enrichment>(path);
      expect(enrichment).toMatchObject({ status: 'completed' });
      return enrichment;
    }, TAKEN_OVER_WITHIN_MS);
  const killResearch = async (): Promise<void> => {
    await services.stopOne('research-workflow', 'SIGKILL');
    await services.startOne('research-workflow');
  };
  const quotes = ({ facts }: Enrichment): string[] => facts.map(({ quote }) => quote).sort();

  it('say of an entity only what stands in a content, and where', async () => {
    const id = await open();
    const entity = `/investigations/${id}/entities/${await add(id)}`;
    const done = await completed(await start(entity));
    expect(quotes(done)).toEqual([FRAUD, BRIBES, HARMLESS].sort());
    for (const { contentId, start: from, end, quote } of done.facts) {
      const text = await (await fetch(`${services.gatewayUrl}/api/v1/contents/${contentId}/text`)).text();
      expect(text.slice(from, end)).toBe(quote);
    }
    expect(await call<Entity>(entity)).toMatchObject({ revision: 2, riskScore: expect.any(Number) });
  });

  it('go on where they were when their process is killed while it reads', async () => {
    const id = await open();
    const entity = `/investigations/${id}/entities/${await add(id)}`;
    services.signalOne('content', 'SIGSTOP');
    const enrichment = await start(entity);
    await killResearch();
    expect(await call<Enrichment>(enrichment)).toMatchObject({ status: 'running', facts: [] });
    services.signalOne('content', 'SIGCONT');
    expect(quotes(await completed(enrichment))).toHaveLength(3);
    expect(await call<Entity>(entity)).toMatchObject({ revision: 2 });
  });

  it('change each entity once, however often their process is killed', async () => {
    const id = await open();
    const entities = await Promise.all(Array.from({ length: 12 }, () => add(id)));
    const paths = entities.map((entityId) => `/investigations/${id}/entities/${entityId}`);
    for (let kills = 0; kills < 3; kills++) {
      const starting = paths.slice(kills * 4, kills * 4 + 4).map((path) => start(path));
      const started = await Promise.all(starting);
      expect(started).toHaveLength(4);
      await delay(Math.random() * 150);
      await killResearch();
    }
    for (const path of paths) {
      const { items } = await call<{ items: Enrichment[] }>(`${path}/enrichments`);
      expect(items).toHaveLength(1);
      expect(await completed(`${path}/enrichments/${items[0]?.enrichmentId}`)).toMatchObject({ findings: 2 });
      expect(await call<Entity>(path)).toMatchObject({ revision: 2 });
    }
    const { items } = await call<{ items: object[] }>(`/investigations/${id}/findings?limit=200`);
    expect(items).toHaveLength(24);
    expect(await call(`/investigations/${id}`)).toMatchObject({ entityCount: 12, findingCount: 24 });
  });

  it('can pause, resume and cancel an enrichment', async () => {
    const id = await open();
    const entity = `/investigations/${id}/entities/${await add(id)}`;
    services.signalOne('content', 'SIGSTOP');
    const enrichment = await start(entity);
    await call(`${enrichment}/pause`, { reason: 'Lunch.' });
    await eventually(async () => {
      expect(await call(enrichment)).toMatchObject({ status: 'paused' });
    });
    await call(`${enrichment}/resume`, { reason: 'Lunch is over.' });
    await call(`${enrichment}/cancel`, { reason: 'Not needed.' });
    await eventually(async () => {
      expect(await call(enrichment)).toMatchObject({ status: 'cancelled', failure: { code: 'SAGA.CANCELLED' } });
    });
    expect(await call<Entity>(entity)).toMatchObject({ revision: 1, riskScore: null });
  });
});
