import { ServiceClient, TRACING, type Tracing } from '@edda/service';
import type { Provider } from '@nestjs/common';
import { ResearchWorkflowConfig } from '../research-workflow.config.js';
import { AddEntityHandler } from './commands/add-entity/add-entity.handler.js';
import { CloseInvestigationHandler } from './commands/close-investigation/close-investigation.handler.js';
import { ControlEnrichmentHandler } from './commands/control-enrichment/control-enrichment.handler.js';
import { OpenInvestigationHandler } from './commands/open-investigation/open-investigation.handler.js';
import { RecordFindingHandler } from './commands/record-finding/record-finding.handler.js';
import { ReopenInvestigationHandler } from './commands/reopen-investigation/reopen-investigation.handler.js';
import { StartEnrichmentHandler } from './commands/start-enrichment/start-enrichment.handler.js';
import { UpdateEntityHandler } from './commands/update-entity/update-entity.handler.js';
import { EnrichmentRecord } from './enrichment/enrichment-record.js';
import { EnrichmentView } from './enrichment/enrichment-view.entity.js';
import { EntityChanges } from './enrichment/entity-changes.js';
import { FactFinder } from './facts/fact-finder.js';
import { EnrichmentsController } from './http/enrichments.controller.js';
import { EntitiesController } from './http/entities.controller.js';
import { FindingsController } from './http/findings.controller.js';
import { InvestigationsController } from './http/investigations.controller.js';
import { InvestigationRepository } from './investigation.repository.js';
import { EntityView } from './projections/entity-view.entity.js';
import { FindingView } from './projections/finding-view.entity.js';
import { InvestigationProjection } from './projections/investigation.projection.js';
import { InvestigationView } from './projections/investigation-view.entity.js';
import { GetEnrichmentHandler } from './queries/get-enrichment/get-enrichment.handler.js';
import { GetEntityHandler } from './queries/get-entity/get-entity.handler.js';
import { GetFindingHandler } from './queries/get-finding/get-finding.handler.js';
import { GetInvestigationHandler } from './queries/get-investigation/get-investigation.handler.js';
import { ListEnrichmentsHandler } from './queries/list-enrichments/list-enrichments.handler.js';
import { ListEntitiesHandler } from './queries/list-entities/list-entities.handler.js';
import { ListFindingsHandler } from './queries/list-findings/list-findings.handler.js';
import { ListInvestigationsHandler } from './queries/list-investigations/list-investigations.handler.js';
import { InvestigationSagas } from './sagas/investigation-sagas.js';
import { ContentTexts } from './sources/content-texts.js';

/** What the investigations are kept in. */
export const INVESTIGATION_ENTITIES = [EnrichmentView, EntityView, FindingView, InvestigationView];

export const INVESTIGATION_CONTROLLERS = [
  InvestigationsController,
  EntitiesController,
  FindingsController,
  EnrichmentsController,
];

export const INVESTIGATION_PROVIDERS: Provider[] = [
  AddEntityHandler,
  CloseInvestigationHandler,
  ControlEnrichmentHandler,
  EnrichmentRecord,
  EntityChanges,
  GetEnrichmentHandler,
  GetEntityHandler,
  GetFindingHandler,
  GetInvestigationHandler,
  InvestigationProjection,
  InvestigationRepository,
  InvestigationSagas,
  ListEnrichmentsHandler,
  ListEntitiesHandler,
  ListFindingsHandler,
  ListInvestigationsHandler,
  OpenInvestigationHandler,
  RecordFindingHandler,
  ReopenInvestigationHandler,
  StartEnrichmentHandler,
  UpdateEntityHandler,
  {
    provide: ContentTexts,
    inject: [ResearchWorkflowConfig, TRACING],
    useFactory: ({ contentUrl, callerSecret }: ResearchWorkflowConfig, { tracer }: Tracing) =>
      new ContentTexts(
        contentUrl === null
          ? null
          : new ServiceClient({ name: 'content', baseUrl: contentUrl, callerSecret, timeoutMs: 30_000, tracer }),
      ),
  },
  { provide: FactFinder, inject: [ContentTexts], useFactory: (texts: ContentTexts) => new FactFinder(texts) },
];
