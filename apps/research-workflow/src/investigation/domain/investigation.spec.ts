import {
  EntityAdded,
  EntityEnriched,
  EntityNotRestored,
  EntityRestored,
  EntityUpdated,
  FindingRecorded,
  InvestigationClosed,
  InvestigationOpened,
  InvestigationReopened,
  message,
  type EntityRisk,
} from '@edda/event-schemas';
import { given } from '@edda/event-store/testing';
import { describe, it } from '@jest/globals';
import { Investigation, MAX_ENTITIES, MAX_FINDINGS } from './investigation.js';

const investigationId = '0190b000-0000-7000-8000-000000000001';
const entityId = '0190b000-0000-7000-8000-000000000002';
const enrichmentId = '0190b000-0000-7000-8000-000000000003';
const findingId = '0190b000-0000-7000-8000-000000000004';
const now = new Date('2026-01-02T03:04:05.000Z');
const deed = { userId: 'ada', now };
const told = { investigationId, userId: 'ada', timestamp: now.toISOString() };
const at = { investigationId, timestamp: now.toISOString() };
const company = { kind: 'organisation', name: 'Northgate', attributes: { seat: 'Hull' } } as const;
const risk: EntityRisk = { score: 0.4, explanation: 'x', method: 'risk-terms/1', contributions: [], facts: [] };
const source = {
  contentId: '0190b000-0000-7000-8000-000000000005',
  source: 'a.md',
  sha256: 'a'.repeat(64),
  start: 0,
  end: 5,
  quote: 'Hello',
};
const finding = { text: 'It greeted.', entityIds: [entityId], source, confidence: 0.5, enrichmentId: null };

const investigation = () => new Investigation(investigationId);
const opened = message(InvestigationOpened, { ...told, title: 'The cargo', description: '' });
const closed = message(InvestigationClosed, { ...told, conclusion: 'Sold.' });
const reopened = message(InvestigationReopened, { ...told, reason: 'A witness.' });
const added = message(EntityAdded, { ...told, entityId, ...company });
const moved = message(EntityUpdated, {
  ...told,
  entityId,
  revision: 2,
  name: 'Northgate',
  attributes: { seat: 'Leith' },
});
const enriched = message(EntityEnriched, { ...at, entityId, enrichmentId, revision: 2, risk });
const changedSince = message(EntityUpdated, {
  ...told,
  entityId,
  revision: 3,
  name: 'Northgate',
  attributes: { seat: 'Leith' },
});
const restored = message(EntityRestored, {
  ...at,
  entityId,
  enrichmentId,
  revision: 3,
  name: 'Northgate',
  attributes: { seat: 'Hull' },
  risk: null,
});
const recorded = message(FindingRecorded, { ...told, findingId, ...finding });
const before = { name: 'Northgate', attributes: { seat: 'Hull' }, risk: null };

describe('an investigation', () => {
  it('is opened once', () => {
    given(investigation())
      .when((it) => it.open('The cargo', '', deed))
      .then(opened);
    given(investigation(), opened)
      .when((it) => it.open('The cargo', '', deed))
      .thenNothing();
  });

  it('is closed and reopened, each once', () => {
    given(investigation(), opened)
      .when((it) => it.close('Sold.', deed))
      .then(closed);
    given(investigation(), opened, closed)
      .when((it) => it.close('Again.', deed))
      .thenNothing();
    given(investigation(), opened, closed)
      .when((it) => it.reopen('A witness.', deed))
      .then(reopened);
    given(investigation(), opened)
      .when((it) => it.reopen('A witness.', deed))
      .thenNothing();
  });

  it('must be there before anything can be done', () => {
    for (const act of [
      (it: Investigation) => it.close('', deed),
      (it: Investigation) => it.reopen('', deed),
      (it: Investigation) => it.addEntity(entityId, company, deed),
      (it: Investigation) => it.updateEntity(entityId, {}, null, deed),
      (it: Investigation) => it.recordFinding(findingId, finding, deed),
    ]) {
      given(investigation()).when(act).thenRefused('INVESTIGATION.NOT_FOUND');
    }
  });

  it('takes nothing in while it is closed, and goes on when it is reopened', () => {
    const add = (it: Investigation): void => it.addEntity(entityId, company, deed);
    given(investigation(), opened, closed).when(add).thenRefused('INVESTIGATION.CLOSED');
    given(investigation(), opened, added, closed)
      .when((it) => it.updateEntity(entityId, { name: 'Other' }, null, deed))
      .thenRefused('INVESTIGATION.CLOSED');
    given(investigation(), opened, added, closed)
      .when((it) => it.recordFinding(findingId, finding, deed))
      .thenRefused('INVESTIGATION.CLOSED');
    given(investigation(), opened, added, closed)
      .when((it) => it.enrichEntity(entityId, enrichmentId, 1, risk, now))
      .thenRefused('INVESTIGATION.CLOSED');
    given(investigation(), opened, closed, reopened).when(add).then(added);
  });

  it('has entities, each added once, up to a limit', () => {
    const add = (it: Investigation): void => it.addEntity(entityId, company, deed);
    given(investigation(), opened).when(add).then(added);
    given(investigation(), opened, added).when(add).thenNothing();
    const all = Array.from({ length: MAX_ENTITIES }, (_, index) =>
      message(EntityAdded, {
        ...told,
        entityId: `0190b000-0000-7000-9000-${String(index).padStart(12, '0')}`,
        ...company,
      }),
    );
    given(investigation(), opened, ...all)
      .when(add)
      .thenRefused('INVESTIGATION.FULL');
  });

  it('refuses attributes that are no texts, or too many', () => {
    const add = (attributes: Record<string, string>) => (it: Investigation) =>
      it.addEntity(entityId, { ...company, attributes }, deed);
    for (const attributes of [
      { '': 'x' },
      { __proto__x: 'x' },
      { seat: 7 as unknown as string },
      { seat: 'x'.repeat(2001) },
      Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`a${index}`, 'x'])),
    ]) {
      given(investigation(), opened).when(add(attributes)).thenRefused('REQUEST.INVALID');
    }
  });
});

describe('an entity of an investigation', () => {
  it('changes the attributes that are named, and loses those that are null', () => {
    given(investigation(), opened, added)
      .when((it) => it.updateEntity(entityId, { attributes: { seat: 'Leith' } }, 1, deed))
      .then(moved);
    given(investigation(), opened, added, moved)
      .when((it) => it.updateEntity(entityId, { name: 'North', attributes: { seat: null, flag: 'NL' } }, null, deed))
      .then(message(EntityUpdated, { ...told, entityId, revision: 3, name: 'North', attributes: { flag: 'NL' } }));
  });

  it('is not changed by what it is already', () => {
    given(investigation(), opened, added)
      .when((it) => it.updateEntity(entityId, { name: 'Northgate', attributes: { seat: 'Hull', flag: null } }, 1, deed))
      .thenNothing();
  });

  it('is not changed by who has seen an older revision, nor when it is not there', () => {
    given(investigation(), opened, added, moved)
      .when((it) => it.updateEntity(entityId, { name: 'North' }, 1, deed))
      .thenRefused('ENTITY.CHANGED');
    given(investigation(), opened)
      .when((it) => it.updateEntity(entityId, { name: 'North' }, 1, deed))
      .thenRefused('ENTITY.NOT_FOUND');
  });

  it('is enriched only as the one that was looked for', () => {
    given(investigation(), opened, added)
      .when((it) => void it.enrichEntity(entityId, enrichmentId, 1, risk, now))
      .then(enriched);
    given(investigation(), opened, added, moved)
      .when((it) => void it.enrichEntity(entityId, enrichmentId, 1, risk, now))
      .thenRefused('ENTITY.CHANGED');
  });

  it('is restored to what it was before an enrichment, also after the investigation was closed', () => {
    const restore = (it: Investigation): void =>
      void it.restoreEntity(entityId, enrichmentId, { revision: 2, before }, now);
    given(investigation(), opened, added, enriched, closed).when(restore).then(restored);
  });

  it('is not restored over what somebody has changed since, and the history says so', () => {
    given(investigation(), opened, added, enriched, changedSince)
      .when((it) => void it.restoreEntity(entityId, enrichmentId, { revision: 2, before }, now))
      .then(
        message(EntityNotRestored, {
          ...at,
          entityId,
          enrichmentId,
          enrichedRevision: 2,
          revision: 3,
          detail:
            'Northgate is at revision 3: it was changed after the enrichment had made revision 2, and stays as it is.',
        }),
      );
  });
});

describe('a finding of an investigation', () => {
  it('is recorded once, with entities that are there', () => {
    given(investigation(), opened, added)
      .when((it) => it.recordFinding(findingId, { ...finding, entityIds: [entityId, entityId] }, deed))
      .then(recorded);
    given(investigation(), opened, added, recorded)
      .when((it) => it.recordFinding(findingId, finding, deed))
      .thenNothing();
    given(investigation(), opened)
      .when((it) => it.recordFinding(findingId, finding, deed))
      .thenRefused('ENTITY.NOT_FOUND');
  });

  it('is one too many behind the limit', () => {
    const full = investigation();
    full.restore({
      ...new Investigation('x').state,
      status: 'open',
      findingIds: new Array<string>(MAX_FINDINGS).fill('x'),
    });
    given(full)
      .when((it) => it.recordFinding(findingId, { ...finding, entityIds: [] }, deed))
      .thenRefused('INVESTIGATION.FULL');
  });
});
