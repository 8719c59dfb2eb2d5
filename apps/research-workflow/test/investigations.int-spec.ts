import { startServiceUnderTest, type ServiceUnderTest } from '@edda/service/testing';
import { eventually, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { EntityDto, EntitySummaryDto } from '../src/investigation/http/entity.dto.js';
import type { FindingDto } from '../src/investigation/http/finding.dto.js';
import type { InvestigationDto } from '../src/investigation/http/investigation.dto.js';
import { researchWorkflowService } from '../src/research-workflow.module.js';
import { ContentsStub, sha256Of } from './support/contents-stub.js';

const CONTENT_ID = '0190b000-0000-7000-8000-0000000000c1';
const LINES = ['Northgate Shipping was founded in Hull.', 'It sails to Leith.'] as const;
const PLACE = { contentId: CONTENT_ID, start: LINES[0].length + 1, end: LINES.join(' ').length, quote: LINES[1] };

describe('investigations over REST', () => {
  let postgres: ThrowAwayPostgres;
  let contents: ContentsStub;
  let research: ServiceUnderTest;

  beforeAll(async () => {
    postgres = await startThrowAwayPostgres();
    contents = await ContentsStub.start();
    contents.hold(CONTENT_ID, 'a.md', LINES);
    research = await startServiceUnderTest(researchWorkflowService, () => postgres.database(), {
      CONTENT_URL: contents.url,
    });
  });

  afterAll(async () => {
    await research.service.close();
    await contents.stop();
    await postgres.stop();
  });

  const call = async <T>(path: string, json?: unknown, options: Record<string, unknown> = {}) => {
    const response = await research.call(`/investigations${path}`, {
      ...(json !== undefined && { json }),
      ...options,
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as T };
  };
  const open = async (title = 'The lost cargo'): Promise<string> =>
    (await call<InvestigationDto>('', { title })).body.investigationId;
  const add = async (id: string, name = 'Northgate Shipping', more: object = {}): Promise<string> =>
    (await call<EntityDto>(`/${id}/entities`, { kind: 'organisation', name, ...more })).body.entityId;
  const key = (name: string) => ({ headers: { 'idempotency-key': name } });

  it('opens one, and says where it is', async () => {
    const { status, headers, body } = await call<InvestigationDto>('', {
      title: ' The lost cargo ',
      description: 'D.',
    });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/v1/investigations/${body.investigationId}`);
    expect(body).toMatchObject({
      title: 'The lost cargo',
      description: 'D.',
      status: 'open',
      userId: 'u1',
      entityCount: 0,
      findingCount: 0,
      closedAt: null,
    });
    expect((await call(`/${body.investigationId}`)).body).toEqual(body);
  });

  it('opens one for two requests with one key, and refuses the key for another title', async () => {
    const first = await call<InvestigationDto>('', { title: 'Keyed' }, key('k1'));
    const second = await call<InvestigationDto>('', { title: 'Keyed' }, key('k1'));
    expect(second.body.investigationId).toBe(first.body.investigationId);
    expect((await call('', { title: 'Other' }, key('k1'))).body).toMatchObject({
      status: 409,
      code: 'REQUEST.IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('adds, shows and changes entities', async () => {
    const id = await open();
    const added = await call<EntityDto>(`/${id}/entities`, {
      kind: 'organisation',
      name: 'Northgate',
      attributes: { seat: 'Hull', flag: 'NL' },
    });
    expect(added.status).toBe(201);
    const path = `/${id}/entities/${added.body.entityId}`;
    expect(added.headers.get('location')).toBe(`/api/v1/investigations${path}`);
    expect(added.body).toMatchObject({ revision: 1, risk: null, riskScore: null });
    const patch = (json: object) => call<EntityDto>(path, json, { method: 'PATCH' });
    expect((await patch({ attributes: { seat: 'Leith', flag: null }, revision: 1 })).body).toMatchObject({
      name: 'Northgate',
      attributes: { seat: 'Leith' },
      revision: 2,
    });
    expect((await patch({ name: 'North', revision: 1 })).body).toMatchObject({ status: 409, code: 'ENTITY.CHANGED' });
    expect((await call<EntityDto>(path)).body).toMatchObject({ name: 'Northgate', revision: 2 });
    expect((await call(`/${id}`)).body).toMatchObject({ entityCount: 1 });
  });

  it('records a finding only with what stands in its source', async () => {
    const id = await open();
    const entityId = await add(id);
    const finding = { text: 'They go to Leith.', entityIds: [entityId], source: PLACE, confidence: 0.75 };
    const recorded = await call<FindingDto>(`/${id}/findings`, finding, key('f1'));
    expect(recorded.status).toBe(201);
    expect(recorded.body).toMatchObject({
      ...finding,
      source: { ...PLACE, source: 'a.md', sha256: sha256Of(CONTENT_ID) },
      enrichmentId: null,
      userId: 'u1',
    });
    const again = await call<FindingDto>(`/${id}/findings`, finding, key('f1'));
    expect(again.body.findingId).toBe(recorded.body.findingId);
    const other = { ...finding, text: 'Something else.' };
    expect((await call(`/${id}/findings`, other, key('f1'))).body).toMatchObject({
      status: 409,
      code: 'REQUEST.IDEMPOTENCY_KEY_REUSED',
    });
    const invented = { ...finding, source: { ...PLACE, quote: 'It sails to Rome!!' } };
    expect((await call(`/${id}/findings`, invented)).body).toMatchObject({
      status: 400,
      code: 'FINDING.QUOTE_NOT_THERE',
    });
    const elsewhere = { ...finding, source: { ...PLACE, contentId: id } };
    expect((await call(`/${id}/findings`, elsewhere)).body).toMatchObject({ status: 404, code: 'CONTENT.NOT_FOUND' });
    const ofNobody = { ...finding, entityIds: [id] };
    expect((await call(`/${id}/findings`, ofNobody)).body).toMatchObject({ status: 404, code: 'ENTITY.NOT_FOUND' });
    expect((await call(`/${id}`)).body).toMatchObject({ findingCount: 1 });
  });

  it('takes nothing in while it is closed', async () => {
    const id = await open();
    const entityId = await add(id);
    const closed = await call<InvestigationDto>(`/${id}/close`, { conclusion: 'Sold.' });
    expect(closed.body).toMatchObject({ status: 'closed', conclusion: 'Sold.', closedAt: expect.any(String) });
    expect((await call(`/${id}/close`, {})).body).toMatchObject({ status: 'closed', conclusion: 'Sold.' });
    for (const [path, json] of [
      ['entities', { kind: 'person', name: 'Ann' }],
      ['findings', { text: 'x', source: PLACE }],
    ] as const) {
      expect((await call(`/${id}/${path}`, json)).body).toMatchObject({ status: 409, code: 'INVESTIGATION.CLOSED' });
    }
    const changed = await call(`/${id}/entities/${entityId}`, { name: 'North' }, { method: 'PATCH' });
    expect(changed.body).toMatchObject({ status: 409, code: 'INVESTIGATION.CLOSED' });
    expect((await call(`/${id}/reopen`, { reason: 'A witness.' })).body).toMatchObject({
      status: 'open',
      closedAt: null,
    });
    expect((await call(`/${id}/entities`, { kind: 'person', name: 'Ann' })).status).toBe(201);
  });

  it('lists with filters', async () => {
    const id = await open('Filtered 100% matter');
    await open('Filtered other');
    const titles = async (query: string) =>
      (await call<{ items: InvestigationDto[] }>(`?title=${encodeURIComponent(query)}`)).body.items.map(
        (it) => it.title,
      );
    expect(await titles('FILTERED')).toEqual(['Filtered other', 'Filtered 100% matter']);
    expect(await titles('100%')).toEqual(['Filtered 100% matter']);
    expect(await titles('100_')).toEqual([]);
    await add(id, 'Zeta');
    const person = await add(id, 'Alpha', { kind: 'person' });
    await call(`/${id}/findings`, { text: 'Of Alpha.', entityIds: [person], source: PLACE, confidence: 0.2 });
    await call(`/${id}/findings`, { text: 'Of nobody.', source: PLACE });
    const names = async (query: string) =>
      (await call<{ items: EntitySummaryDto[] }>(`/${id}/entities${query}`)).body.items.map(({ name }) => name);
    expect(await names('')).toEqual(['Alpha', 'Zeta']);
    expect(await names('?kind=person')).toEqual(['Alpha']);
    expect(await names('?name=ze')).toEqual(['Zeta']);
    expect(await names('?minRisk=0')).toEqual([]);
    const texts = async (query: string) =>
      (await call<{ items: FindingDto[] }>(`/${id}/findings${query}`)).body.items.map(({ text }) => text);
    expect(await texts('')).toEqual(['Of nobody.', 'Of Alpha.']);
    expect(await texts(`?entityId=${person}`)).toEqual(['Of Alpha.']);
    expect(await texts('?minConfidence=0.3')).toEqual([]);
  });

  it('pages through its lists without leaving one out', async () => {
    const id = await open('Paged');
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await add(id, name);
      await call(`/${id}/findings`, { text: name, source: PLACE });
    }
    const all = async <T>(path: string): Promise<T[]> => {
      const items: T[] = [];
      for (let cursor = ''; ;) {
        const { body } = await call<{ items: T[]; nextCursor: string | null }>(`${path}?limit=2${cursor}`);
        items.push(...body.items);
        if (!body.nextCursor) return items;
        cursor = `&cursor=${body.nextCursor}`;
      }
    };
    expect((await all<EntitySummaryDto>(`/${id}/entities`)).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect((await all<FindingDto>(`/${id}/findings`)).map(({ text }) => text)).toEqual(['e', 'd', 'c', 'b', 'a']);
    const investigations = await all<InvestigationDto>('');
    const whole = (await call<{ items: InvestigationDto[] }>('?limit=200')).body.items;
    expect(investigations).toEqual(whole);
  });

  it('goes on from a snapshot when its history is long', async () => {
    const id = await open('Long');
    for (let index = 0; index < 100; index++) await add(id, `Entity ${index}`);
    const snapshots = await eventually(async () => {
      const rows = await research.service.app
        .get(DataSource)
        .query<{ version: number }[]>('select version::int from snapshots where stream_id = $1', [
          `investigation-${id}`,
        ]);
      if (rows.length === 0) throw new Error('There is no snapshot yet.');
      return rows;
    });
    expect(snapshots).toEqual([{ version: 100 }]);
    const last = await add(id, 'The last one', { attributes: { seat: 'Hull' } });
    expect((await call(`/${id}/entities/${last}`, { name: 'Renamed' }, { method: 'PATCH' })).body).toMatchObject({
      revision: 2,
      attributes: { seat: 'Hull' },
    });
    expect((await call(`/${id}`)).body).toMatchObject({ entityCount: 101 });
  });

  it('shows a tenant nothing of another', async () => {
    const id = await open();
    const entityId = await add(id);
    for (const path of ['', '/entities', `/entities/${entityId}`, '/findings']) {
      expect((await call(`/${id}${path}`, undefined, { tenant: 'other' })).body).toMatchObject({
        status: 404,
        code: 'INVESTIGATION.NOT_FOUND',
      });
    }
    expect((await call(`/${id}/close`, {}, { tenant: 'other' })).body).toMatchObject({ status: 404 });
  });

  it.each([
    ['no title', '', { title: '' }, 'title'],
    ['a field nobody asked for', '', { title: 'x', colour: 'red' }, 'colour'],
    ['an entity of no kind', '/ID/entities', { kind: 'ghost', name: 'x' }, 'kind'],
    [
      'an attribute that is no text',
      '/ID/entities',
      { kind: 'person', name: 'x', attributes: { a: 1 } },
      'attributes.a',
    ],
    ['a finding without a source', '/ID/findings', { text: 'x' }, 'source'],
    ['a confidence above 1', '/ID/findings', { text: 'x', source: PLACE, confidence: 2 }, 'confidence'],
  ])('refuses %s and names the field', async (_what, path, body, field) => {
    const id = await open();
    const refused = await call<{ errors: { field: string }[] }>(path.replace('ID', id), body);
    expect(refused.status).toBe(400);
    expect(refused.body.errors.map((error) => error.field)).toContain(field);
  });

  it('describes all of it in its OpenAPI document', async () => {
    const response = await fetch(`${research.service.url}/openapi.json`);
    const { paths } = (await response.json()) as { paths: Record<string, object> };
    const own = Object.entries(paths).filter(([path]) => path.includes('/investigations'));
    expect(own.flatMap(([, operations]) => Object.keys(operations)).length).toBeGreaterThanOrEqual(11);
  });
});
