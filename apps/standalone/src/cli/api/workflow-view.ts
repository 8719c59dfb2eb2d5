export const STAGES = ['import', 'plan', 'gather', 'analyse', 'write', 'review', 'learn'] as const;
export type StageName = (typeof STAGES)[number];

export const STAGE_STATUSES = ['waiting', 'running', 'completed', 'failed', 'cancelled'] as const;
export type StageStatus = (typeof STAGE_STATUSES)[number];

export const WORKFLOW_STATUSES = ['created', 'running', 'completed', 'failed', 'cancelled'] as const;
export type WorkflowStatus = (typeof WORKFLOW_STATUSES)[number];

export const SOURCE_STATUSES = ['requested', 'uploaded', 'processing', 'completed', 'partial', 'failed'] as const;
export type SourceStatus = (typeof SOURCE_STATUSES)[number];

export interface StageView {
  readonly stage: StageName;
  readonly status: StageStatus;
  readonly done: number;
  /** `null` as long as nobody knows how much there will be. */
  readonly total: number | null;
}

export interface SourceView {
  readonly contentId: string;
  readonly source: string;
  readonly origin: 'upload' | 'url';
  readonly status: SourceStatus;
  readonly reason: string | null;
}

/** What a list of workflows holds for each. */
export interface WorkflowSummary {
  readonly workflowId: string;
  readonly question: string;
  readonly status: WorkflowStatus;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly failure: { readonly code: string; readonly detail: string } | null;
}

export interface WorkflowView extends WorkflowSummary {
  readonly stages: readonly StageView[];
  readonly sources: readonly SourceView[];
}
