import type { ProcessDescription } from './process.js';

export const enrichment: ProcessDescription = {
  title: 'An investigation and its enrichments',
  text:
    'An investigation collects entities and findings; see [investigations](../investigations.md). An enrichment reads what the contents ' +
    'say of an entity and takes it in. When its second change cannot be made, the first is undone: `EntityRestored`, or ' +
    '`EntityNotRestored` when somebody has changed the entity since. Other contexts are told of all of it and need not do anything.',
  saga: 'entity-enrichment',
  steps: [
    { call: 'POST /investigations', from: 'asker', to: 'research-workflow' },
    { message: 'InvestigationOpened' },
    { call: 'POST /investigations/{id}/entities', from: 'asker', to: 'research-workflow' },
    { message: 'EntityAdded' },
    { call: 'POST …/entities/{id}/enrichments', from: 'asker', to: 'research-workflow' },
    { call: 'GET /contents/search and …/{id}/text', from: 'research-workflow', to: 'content' },
    { message: 'EntityEnriched' },
    { message: 'FindingRecorded' },
    { opt: 'the findings cannot be recorded', steps: [{ message: 'EntityRestored' }] },
    { message: 'InvestigationClosed' },
  ],
};
