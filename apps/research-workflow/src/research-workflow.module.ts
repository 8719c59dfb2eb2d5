import { eventSourcedService } from '@edda/service';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ActivityStream } from './activity/activity-stream.js';
import { ActivityWindow } from './activity/activity-window.entity.js';
import { StreamsController } from './activity/http/streams.controller.js';
import { ListActivityHandler } from './activity/queries/list-activity/list-activity.handler.js';
import { Investigation } from './investigation/domain/investigation.js';
import {
  INVESTIGATION_CONTROLLERS,
  INVESTIGATION_ENTITIES,
  INVESTIGATION_PROVIDERS,
} from './investigation/investigation-providers.js';
import { InvestigationProjection } from './investigation/projections/investigation.projection.js';
import { CreateResearch1760000001000 } from './migrations/1760000001000-create-research.js';
import { ActivityWindows1764000001000 } from './migrations/1764000001000-activity-windows.js';
import { CreateInvestigations1765000001000 } from './migrations/1765000001000-create-investigations.js';
import { ResearchWorkflowConfig } from './research-workflow.config.js';
import { CancelWorkflowHandler } from './workflow/commands/cancel-workflow/cancel-workflow.handler.js';
import { ResearchWorkflow } from './workflow/domain/research-workflow.js';
import { CreateWorkflowHandler } from './workflow/commands/create-workflow/create-workflow.handler.js';
import { PauseWorkflowHandler } from './workflow/commands/pause-workflow/pause-workflow.handler.js';
import { ResumeWorkflowHandler } from './workflow/commands/resume-workflow/resume-workflow.handler.js';
import { StartWorkflowHandler } from './workflow/commands/start-workflow/start-workflow.handler.js';
import { RunEventStream } from './workflow/http/run-event-stream.js';
import { WorkflowsController } from './workflow/http/workflows.controller.js';
import { LearningPathRecorder } from './workflow/messages/learning-path-recorder.js';
import { RunMessagesController } from './workflow/messages/run-messages.controller.js';
import { SourceRecorder } from './workflow/messages/source-recorder.js';
import { WorkflowSource } from './workflow/projections/workflow-source.entity.js';
import { WorkflowStage } from './workflow/projections/workflow-stage.entity.js';
import { WorkflowStageProjection } from './workflow/projections/workflow-stage.projection.js';
import { WorkflowView } from './workflow/projections/workflow-view.entity.js';
import { WorkflowViewProjection } from './workflow/projections/workflow-view.projection.js';
import { GetReportHandler } from './workflow/queries/get-report/get-report.handler.js';
import { GetWorkflowHandler } from './workflow/queries/get-workflow/get-workflow.handler.js';
import { ListRunEventsHandler } from './workflow/queries/list-run-events/list-run-events.handler.js';
import { ListWorkflowsHandler } from './workflow/queries/list-workflows/list-workflows.handler.js';
import { ResearchEnd } from './workflow/sagas/research-end.js';
import { ResearchSagas } from './workflow/sagas/research-sagas.js';
import { WorkflowProcess } from './workflow/sagas/workflow-process.js';
import { Findings } from './workflow/report/findings.entity.js';
import { OwnMessagesProjection } from './workflow/story/own-messages.projection.js';
import { RunActivity } from './workflow/story/run-activity.js';
import { RunEvent } from './workflow/story/run-event.entity.js';
import { RunStory } from './workflow/story/run-story.js';
import { WorkflowRepository } from './workflow/workflow.repository.js';

const entities = [
  ActivityWindow,
  Findings,
  RunEvent,
  WorkflowSource,
  WorkflowStage,
  WorkflowView,
  ...INVESTIGATION_ENTITIES,
];

@Module({
  imports: [TypeOrmModule.forFeature(entities)],
  controllers: [WorkflowsController, RunMessagesController, StreamsController, ...INVESTIGATION_CONTROLLERS],
  providers: [
    ActivityStream,
    CancelWorkflowHandler,
    CreateWorkflowHandler,
    GetReportHandler,
    GetWorkflowHandler,
    LearningPathRecorder,
    ListActivityHandler,
    ListRunEventsHandler,
    ListWorkflowsHandler,
    OwnMessagesProjection,
    PauseWorkflowHandler,
    ResearchEnd,
    ResearchSagas,
    ResumeWorkflowHandler,
    RunActivity,
    RunEventStream,
    RunStory,
    SourceRecorder,
    StartWorkflowHandler,
    WorkflowProcess,
    WorkflowRepository,
    WorkflowStageProjection,
    WorkflowViewProjection,
    ...INVESTIGATION_PROVIDERS,
  ],
})
export class ResearchWorkflowModule {}

/** Research workflows: a question, its sources, the process that answers it, and the report. */
export const researchWorkflowService = eventSourcedService({
  name: 'research-workflow',
  title: 'Edda research workflows',
  config: ResearchWorkflowConfig,
  module: () => ResearchWorkflowModule,
  entities,
  migrations: [CreateResearch1760000001000, ActivityWindows1764000001000, CreateInvestigations1765000001000],
  log: { aggregates: [ResearchWorkflow, Investigation], projections: [InvestigationProjection] },
});
