import type { EntityRisk } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import { givenSaga } from '@edda/sagas/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Investigation, type EnrichedEntity } from '../domain/investigation.js';
import type { EnrichmentTarget } from '../enrichment/entity-changes.js';
import type { FoundFacts } from '../facts/fact-finder.js';
import type { EnrichmentState } from './enrichment-state.js';
import { entityEnrichment } from './entity-enrichment.saga.js';

const investigationId = '0190b000-0000-7000-8000-000000000001';
const entityId = '0190b000-0000-7000-8000-000000000002';
const now = new Date('2026-01-02T03:04:05.000Z');
const deed = { userId: 'ada', now };
const quote = 'Northgate was fined for a forged bill.';
const fact = {
  contentId: '0190b000-0000-7000-8000-000000000005',
  source: 'press.md',
  sha256: 'a'.repeat(64),
  start: 10,
  end: 10 + quote.length,
  quote,
  language: 'en',
};
const found: FoundFacts = { facts: [fact], textsRead: 1, isCut: false };
const away = new EddaError('unavailable', 'UPSTREAM.UNAVAILABLE', 'content cannot be reached.');
const full = new EddaError('conflict', 'INVESTIGATION.FULL', 'It has 10000 findings already.');
const started: EnrichmentState = { investigationId, entityId, name: 'Northgate', revision: 1, facts: [], risk: null };

/** An investigation in memory, and what is kept of its enrichments. */
class World {
  readonly investigation = new Investigation(investigationId);
  readonly kept: string[] = [];
  /** What looking for facts comes to, one after the other; the last one again and again. */
  answers: (FoundFacts | EddaError)[] = [found];
  findings: () => number = () => 1;
  risk: EntityRisk | null = null;

  constructor() {
    this.investigation.open('The cargo', '', deed);
    this.investigation.addEntity(entityId, { kind: 'organisation', name: 'Northgate', attributes: {} }, deed);
  }

  readonly saga = entityEnrichment({
    facts: {
      find: (_name, _signal, onRead) => {
        const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
        if (answer instanceof EddaError) return Promise.reject(answer);
        onRead(1, 1);
        return Promise.resolve(answer as FoundFacts);
      },
    },
    entities: {
      enrich: async ({ enrichmentId }: EnrichmentTarget, known: number, risk: EntityRisk): Promise<EnrichedEntity> => {
        const before = { name: 'Northgate', attributes: {}, risk: this.risk };
        const revision = this.investigation.enrichEntity(entityId, enrichmentId, known, risk, now);
        this.risk = risk;
        return { revision, before };
      },
      restore: async ({ enrichmentId }, enriched) => {
        const restoration = this.investigation.restoreEntity(entityId, enrichmentId, enriched, now);
        if (restoration === 'restored') this.risk = enriched.before.risk;
        return restoration;
      },
      recordFindings: async () => this.findings(),
    },
    record: {
      found: async () => void this.kept.push('found'),
      scored: async () => void this.kept.push('scored'),
      enriched: async () => void this.kept.push('enriched'),
      recordedFindings: async (_id, count) => void this.kept.push(`${count} findings`),
      undone: async (_id, restoration) => void this.kept.push(restoration),
      ended: async (_id, status, failure) => void this.kept.push(failure ? `${status}: ${failure.code}` : status),
    },
  });

  /** The types of what the investigation has recorded since the entity was added. */
  get recorded(): string[] {
    return this.investigation.pending.slice(2).map(({ definition }) => definition.type);
  }
}

describe('the enrichment of an entity', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });

  it('finds facts, scores them, updates the entity and records findings', async () => {
    await givenSaga(world.saga)
      .started(started)
      .thenRuns('fetch-facts', 'score-risk', 'update-entity', 'record-findings')
      .thenReported('fetch-facts', { read: 1, of: 1 })
      .thenState(({ facts, risk }) => {
        expect(facts).toEqual([]);
        expect(risk).toMatchObject({ score: 0.49, facts: [{ quote }] });
      })
      .thenEnds('completed');
    expect(world.recorded).toEqual(['EntityEnriched']);
    expect(world.kept).toEqual(['found', 'scored', 'enriched', '1 findings', 'completed']);
  });

  it('updates an entity of which nothing is known, without a score', async () => {
    world.answers = [{ facts: [], textsRead: 0, isCut: false }];
    await givenSaga(world.saga).started(started).thenEnds('completed');
    expect(world.risk).toMatchObject({ score: null, explanation: expect.stringMatching(/^Not enough evidence/) });
  });

  it('tries again while the contents cannot be read, and begins with what it is told then', async () => {
    world.answers = [away, away, found];
    await givenSaga(world.saga).started(started).thenWaitsFor('fetch-facts').after('1 min').thenEnds('completed');
  });

  it('changes nothing when the contents cannot be read for long', async () => {
    world.answers = [away];
    await givenSaga(world.saga)
      .started(started)
      .after('1 h')
      .thenCompensates()
      .thenEnds('failed', 'UPSTREAM.UNAVAILABLE');
    expect(world.recorded).toEqual([]);
    expect(world.kept).toEqual(['failed: UPSTREAM.UNAVAILABLE']);
  });

  it('does not touch an entity that was changed while facts about it were sought', async () => {
    world.investigation.updateEntity(entityId, { name: 'Southgate' }, null, deed);
    await givenSaga(world.saga).started(started).thenCompensates().thenEnds('failed', 'ENTITY.CHANGED');
    expect(world.recorded).toEqual(['EntityUpdated']);
  });

  it('does not touch an entity of an investigation that was closed meanwhile', async () => {
    world.investigation.close('Sold.', deed);
    await givenSaga(world.saga).started(started).thenCompensates().thenEnds('failed', 'INVESTIGATION.CLOSED');
    expect(world.recorded).toEqual(['InvestigationClosed']);
  });

  it('restores the entity when the second change of the update cannot be made', async () => {
    world.findings = () => {
      throw full;
    };
    await givenSaga(world.saga)
      .started(started)
      .thenCompensates('update-entity')
      .thenEnds('failed', 'INVESTIGATION.FULL');
    expect(world.recorded).toEqual(['EntityEnriched', 'EntityRestored']);
    expect(world.risk).toBeNull();
    expect(world.kept.slice(-2)).toEqual(['restored', 'failed: INVESTIGATION.FULL']);
  });

  it('leaves an entity as it is that somebody has changed since, and says so', async () => {
    world.findings = () => {
      world.investigation.updateEntity(entityId, { attributes: { seat: 'Leith' } }, null, deed);
      throw full;
    };
    await givenSaga(world.saga).started(started).thenEnds('failed', 'INVESTIGATION.FULL');
    expect(world.recorded).toEqual(['EntityEnriched', 'EntityUpdated', 'EntityNotRestored']);
    expect(world.investigation.entity(entityId)).toMatchObject({ revision: 3, attributes: { seat: 'Leith' } });
    expect(world.kept.slice(-2)).toEqual(['changed-since', 'failed: INVESTIGATION.FULL']);
  });

  it('restores what it has changed when it is cancelled before its findings are recorded', async () => {
    let recordings = 0;
    world.findings = () => {
      recordings++;
      throw away;
    };
    await givenSaga(world.saga)
      .started(started)
      .thenWaitsFor('record-findings')
      .cancel()
      .thenCompensates('update-entity')
      .thenEnds('cancelled');
    expect(recordings).toBe(1);
    expect(world.recorded).toEqual(['EntityEnriched', 'EntityRestored']);
  });

  it('rests while it is paused, and goes on when it is resumed', async () => {
    world.answers = [away, found];
    await givenSaga(world.saga)
      .started(started)
      .pause()
      .after('1 h')
      .thenIs('paused')
      .resume()
      .after('1 min')
      .thenEnds('completed');
  });

  it('goes on after its process has died, and updates the entity once', async () => {
    let recordings = 0;
    world.findings = () => {
      if (recordings++ === 0) throw away;
      return 1;
    };
    await givenSaga(world.saga)
      .started(started)
      .thenWaitsFor('record-findings')
      .restarted()
      .after('1 min')
      .thenEnds('completed');
    expect(world.recorded).toEqual(['EntityEnriched']);
  });
});
