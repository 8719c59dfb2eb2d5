import { EddaError, newId } from '@edda/kernel';
import { startServiceUnderTest, type ServiceUnderTest } from '@edda/service/testing';
import { eventually, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { EntityChanges } from '../src/investigation/enrichment/entity-changes.js';
import type { EnrichmentDto } from '../src/investigation/http/enrichment.dto.js';
import type { EntityDto } from '../src/investigation/http/entity.dto.js';
import type { FindingDto } from '../src/investigation/http/finding.dto.js';
import { researchWorkflowService } from '../src/research-workflow.module.js';
import { ContentsStub } from './support/contents-stub.js';

const FRAUD = 'Northgate Shipping was fined for a forged bill.';
const BRIBES = 'Two clerks of Northgate Shipping took bribes.';
const HARMLESS = 'Northgate Shipping sails to Leith.';
const full = new EddaError('conflict', 'INVESTIGATION.FULL', 'It has 10000 findings already.');

describe('the enrichment of an entity', () => {
  let postgres: ThrowAwayPostgres;
  let contents: ContentsStub;
  let research: ServiceUnderTest;
  /** The investigation and the entity of the test. */
  let id: string;
  let entityId: string;

  beforeAll(async () => {
    postgres = await startThrowAwayPostgres();
    contents = await ContentsStub.start();
    contents.hold(newId(), 'press.md', ['It rained.', FRAUD, HARMLESS]);
    contents.hold(newId(), 'court.md', [BRIBES]);
    research = await startServiceUnderTest(researchWorkflowService, () => postgres.database(), {
      CONTENT_URL: contents.url,
    });
  });

  afterAll(async () => {
    await research.service.close();
    await contents.stop();
    await postgres.stop();
  });

  beforeEach(async () => {
    id = (await call<{ investigationId: string }>('', { title: 'The lost cargo' })).body.investigationId;
    entityId = (await call<EntityDto>(`/${id}/entities`, { kind: 'organisation', name: 'Northgate Shipping' })).body
      .entityId;
  });

  afterEach(() => {
    jest.restoreAllMocks();
    contents.answerWith(200);
  });

  const call = async <T>(path: string, json?: unknown, options: Record<string, unknown> = {}) => {
    const response = await research.call(`/investigations${path}`, { ...(json !== undefined && { json }), ...options });
    return { status: response.status, headers: response.headers, body: (await response.json()) as T };
  };
  const entityPath = () => `/${id}/entities/${entityId}`;
  const entity = async (): Promise<EntityDto> => (await call<EntityDto>(entityPath())).body;
  const start = (key = newId()) =>
    call<EnrichmentDto>(`${entityPath()}/enrichments`, {}, { headers: { 'idempotency-key': key } });
  const started = async (): Promise<string> => (await start()).body.enrichmentId;
  const get = async (enrichmentId: string) =>
    (await call<EnrichmentDto>(`${entityPath()}/enrichments/${enrichmentId}`)).body;
  const until = (enrichmentId: string, ...statuses: string[]): Promise<EnrichmentDto> =>
    eventually(async () => {
      const enrichment = await get(enrichmentId);
      if (!statuses.includes(enrichment.status)) throw new Error(`It is ${JSON.stringify(enrichment)}.`);
      return enrichment;
    });
  const ended = (enrichmentId: string) => until(enrichmentId, 'completed', 'failed', 'cancelled');
  const control = (enrichmentId: string, action: string) =>
    call<EnrichmentDto>(`${entityPath()}/enrichments/${enrichmentId}/${action}`, { reason: 'For a test.' });
  const events = async (): Promise<string[]> => {
    const rows = await research.service.app
      .get(DataSource)
      .query<{ type: string }[]>('select type from events where stream_id = $1 order by version', [
        `investigation-${id}`,
      ]);
    return rows.map(({ type }) => type).slice(2);
  };
  const steps = ({ steps: all }: EnrichmentDto): string[] => all.map(({ status }) => status);

  it('is accepted at once, finds facts with their places, scores them and updates the entity', async () => {
    const { status, headers, body } = await start();
    expect(status).toBe(202);
    expect(headers.get('location')).toBe(`/api/v1/investigations${entityPath()}/enrichments/${body.enrichmentId}`);
    const done = await ended(body.enrichmentId);
    expect(done).toMatchObject({
      status: 'completed',
      name: 'Northgate Shipping',
      failure: null,
      restoration: null,
      textsRead: 2,
      cut: false,
      findings: 2,
      risk: { score: 0.694, method: 'risk-terms/1' },
    });
    expect(steps(done)).toEqual(['completed', 'completed', 'completed', 'completed']);
    expect(done.facts.map(({ quote, source }) => [source, quote]).sort()).toEqual([
      ['court.md', BRIBES],
      ['press.md', HARMLESS],
      ['press.md', FRAUD],
    ]);
    expect(await entity()).toMatchObject({ revision: 2, riskScore: 0.694, risk: done.risk });
    const { items } = (await call<{ items: FindingDto[] }>(`/${id}/findings?entityId=${entityId}`)).body;
    expect(items.map(({ text, confidence, enrichmentId }) => [text, confidence, enrichmentId]).sort()).toEqual(
      [
        [FRAUD, null, body.enrichmentId],
        [BRIBES, null, body.enrichmentId],
      ].sort(),
    );
    expect((await call<{ items: EntityDto[] }>(`/${id}/entities?minRisk=0.6`)).body.items).toHaveLength(1);
  });

  it('records the same findings once, however often the entity is enriched', async () => {
    expect((await ended(await started())).findings).toBe(2);
    expect((await ended(await started())).findings).toBe(0);
    expect(await events()).toEqual(['EntityEnriched', 'FindingRecorded', 'FindingRecorded', 'EntityEnriched']);
    const { items } = (await call<{ items: EnrichmentDto[] }>(`${entityPath()}/enrichments?limit=1`)).body;
    expect(items).toMatchObject([{ status: 'completed', revision: 2 }]);
  });

  it('makes up no score where there is no evidence', async () => {
    const path = `/${id}/entities`;
    entityId = (await call<EntityDto>(path, { kind: 'person', name: 'Nobody Inparticular' })).body.entityId;
    expect(await ended(await started())).toMatchObject({ status: 'completed', facts: [], findings: 0 });
    expect(await entity()).toMatchObject({
      riskScore: null,
      risk: { score: null, explanation: 'Not enough evidence: no sentence in any content names it.' },
    });
  });

  it('is one for two requests with one key, and one at a time', async () => {
    const letGo = contents.keepBack();
    const first = await start('k1');
    expect((await start('k1')).body.enrichmentId).toBe(first.body.enrichmentId);
    expect((await start('k2')).body).toMatchObject({ status: 409, code: 'ENRICHMENT.RUNNING' });
    letGo();
    await ended(first.body.enrichmentId);
    expect((await start('k1')).body).toMatchObject({ enrichmentId: first.body.enrichmentId, status: 'completed' });
  });

  it('does not touch an entity that somebody changed while facts were sought', async () => {
    const letGo = contents.keepBack();
    const enrichmentId = await started();
    await call(entityPath(), { attributes: { seat: 'Hull' } }, { method: 'PATCH' });
    letGo();
    const failed = await ended(enrichmentId);
    expect(failed).toMatchObject({ status: 'failed', failure: { code: 'ENTITY.CHANGED' }, restoration: null });
    expect(steps(failed)).toEqual(['completed', 'completed', 'not-done', 'not-done']);
    expect(await entity()).toMatchObject({ revision: 2, attributes: { seat: 'Hull' }, risk: null });
  });

  it('does not touch an entity of an investigation that was closed meanwhile', async () => {
    const letGo = contents.keepBack();
    const enrichmentId = await started();
    await call(`/${id}/close`, {});
    letGo();
    expect(await ended(enrichmentId)).toMatchObject({ status: 'failed', failure: { code: 'INVESTIGATION.CLOSED' } });
    expect(await entity()).toMatchObject({ revision: 1, risk: null });
    expect((await start()).body).toMatchObject({ status: 409, code: 'INVESTIGATION.CLOSED' });
  });

  it('restores what was there when the update cannot be finished', async () => {
    await ended(await started());
    const before = await entity();
    jest.spyOn(research.service.app.get(EntityChanges), 'recordFindings').mockRejectedValue(full);
    const failed = await ended(await started());
    expect(failed).toMatchObject({
      status: 'failed',
      failure: { code: 'INVESTIGATION.FULL' },
      restoration: 'restored',
    });
    expect(steps(failed)).toEqual(['completed', 'completed', 'undone', 'not-done']);
    expect(await entity()).toMatchObject({
      name: before.name,
      attributes: before.attributes,
      risk: before.risk,
      riskScore: before.riskScore,
      revision: 4,
    });
    expect((await events()).slice(-2)).toEqual(['EntityEnriched', 'EntityRestored']);
  });

  it('does not restore over what somebody has changed since, and says so', async () => {
    jest.spyOn(research.service.app.get(EntityChanges), 'recordFindings').mockImplementation(async () => {
      await call(entityPath(), { attributes: { seat: 'Hull' } }, { method: 'PATCH' });
      throw full;
    });
    expect(await ended(await started())).toMatchObject({ status: 'failed', restoration: 'changed-since' });
    expect(await entity()).toMatchObject({ revision: 3, attributes: { seat: 'Hull' }, riskScore: 0.694 });
    expect(await events()).toEqual(['EntityEnriched', 'EntityUpdated', 'EntityNotRestored']);
  });

  it('takes place although the investigation is changed at the same time, once', async () => {
    const letGo = contents.keepBack();
    const enrichmentId = await started();
    const others = Array.from({ length: 3 }, async (_, who) => {
      for (let index = 0; index < 7; index++) {
        const { status } = await call(`/${id}/entities`, { kind: 'person', name: `Person ${who}.${index}` });
        expect(status).toBe(201);
      }
    });
    letGo();
    await Promise.all(others);
    expect(await ended(enrichmentId)).toMatchObject({ status: 'completed', findings: 2 });
    const types = (await events()).filter((type) => type !== 'EntityAdded');
    expect(types).toEqual(['EntityEnriched', 'FindingRecorded', 'FindingRecorded']);
  });

  it('rests while it is paused, and goes on when it is resumed', async () => {
    const letGo = contents.keepBack();
    const enrichmentId = await started();
    expect((await control(enrichmentId, 'pause')).status).toBe(202);
    await until(enrichmentId, 'paused');
    letGo();
    expect(await entity()).toMatchObject({ risk: null });
    await control(enrichmentId, 'resume');
    expect(await ended(enrichmentId)).toMatchObject({ status: 'completed' });
    expect((await control(enrichmentId, 'pause')).body).toMatchObject({ status: 409, code: 'SAGA.INVALID_TRANSITION' });
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const letGo = contents.keepBack();
    const enrichmentId = await started();
    await control(enrichmentId, 'cancel');
    const cancelled = await ended(enrichmentId);
    letGo();
    expect(cancelled).toMatchObject({ status: 'cancelled', failure: { code: 'SAGA.CANCELLED' }, facts: [] });
    // Asked for again: the same answer, and nothing new.
    expect(await control(enrichmentId, 'cancel')).toMatchObject({ status: 202, body: cancelled });
    expect((await control(enrichmentId, 'pause')).body).toMatchObject({ status: 409, code: 'SAGA.INVALID_TRANSITION' });
    expect(await entity()).toMatchObject({ revision: 1, risk: null });
    expect(await ended(await started())).toMatchObject({ status: 'completed' });
  });

  it('shows a tenant nothing of another', async () => {
    const enrichmentId = await started();
    const path = `${entityPath()}/enrichments`;
    for (const each of [path, `${path}/${enrichmentId}`]) {
      expect((await call(each, undefined, { tenant: 'other' })).body).toMatchObject({ status: 404 });
    }
    for (const each of [path, `${path}/${enrichmentId}/cancel`]) {
      expect((await call(each, {}, { tenant: 'other' })).body).toMatchObject({ status: 404 });
    }
    expect(await ended(enrichmentId)).toMatchObject({ status: 'completed' });
  });
});
