import { message } from '../new-message.js';
import { EntityAdded } from '../research/entity-added.js';
import { EntityEnriched } from '../research/entity-enriched.js';
import { EntityNotRestored } from '../research/entity-not-restored.js';
import { EntityRestored } from '../research/entity-restored.js';
import { EntityUpdated } from '../research/entity-updated.js';
import { FindingRecorded } from '../research/finding-recorded.js';
import { InvestigationClosed } from '../research/investigation-closed.js';
import { InvestigationOpened } from '../research/investigation-opened.js';
import { InvestigationReopened } from '../research/investigation-reopened.js';
import { at, BYTES_SHA256, CONTENT_ID, ENRICHMENT_ID, ENTITY_ID, INVESTIGATION_ID } from './ids.js';

const QUOTE = 'Northgate Shipping was fined for a forged bill of lading.';
const source = {
  contentId: CONTENT_ID,
  source: 'press/2026-03-02.md',
  sha256: BYTES_SHA256,
  start: 812,
  end: 812 + QUOTE.length,
  quote: QUOTE,
};
const entity = { investigationId: INVESTIGATION_ID, entityId: ENTITY_ID };
const described = { name: 'Northgate Shipping', attributes: { country: 'NL' } };

export const investigationExamples = [
  message(InvestigationOpened, {
    investigationId: INVESTIGATION_ID,
    title: 'The lost cargo',
    description: 'Where did the cargo of the Aurora go?',
    userId: null,
    timestamp: at(20),
  }),
  message(EntityAdded, { ...entity, kind: 'organisation', ...described, userId: null, timestamp: at(21) }),
  message(EntityUpdated, {
    ...entity,
    revision: 2,
    name: described.name,
    attributes: { country: 'NL', seat: 'Rotterdam' },
    userId: null,
    timestamp: at(22),
  }),
  message(EntityEnriched, {
    ...entity,
    enrichmentId: ENRICHMENT_ID,
    revision: 3,
    risk: {
      score: 0.4,
      explanation: '1 of 1 sentence about it speaks of a risk: fraud (1 source).',
      method: 'risk-terms/1',
      contributions: [{ category: 'fraud', weight: 0.8, sources: 1, value: 0.4 }],
      facts: [{ ...source, language: 'en', terms: [{ category: 'fraud', term: 'forged', counted: true }] }],
    },
    timestamp: at(24),
  }),
  message(EntityRestored, {
    ...entity,
    enrichmentId: ENRICHMENT_ID,
    revision: 4,
    ...described,
    risk: null,
    timestamp: at(25),
  }),
  message(EntityNotRestored, {
    ...entity,
    enrichmentId: ENRICHMENT_ID,
    enrichedRevision: 3,
    revision: 4,
    detail: 'Northgate Shipping was changed after the enrichment had changed it: it stays as it is.',
    timestamp: at(25),
  }),
  message(FindingRecorded, {
    investigationId: INVESTIGATION_ID,
    findingId: '01930d5e-dd10-7c22-9a85-4c5d6e7f8091',
    text: 'The bill of lading was not genuine.',
    entityIds: [ENTITY_ID],
    source,
    confidence: 0.9,
    enrichmentId: null,
    userId: null,
    timestamp: at(26),
  }),
  message(InvestigationClosed, {
    investigationId: INVESTIGATION_ID,
    conclusion: 'The cargo was sold on the way.',
    userId: null,
    timestamp: at(30),
  }),
  message(InvestigationReopened, {
    investigationId: INVESTIGATION_ID,
    reason: 'A new witness.',
    userId: null,
    timestamp: at(40),
  }),
];
