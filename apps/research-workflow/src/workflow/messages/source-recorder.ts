import type {
  ContentProcessingCompleted,
  ContentProcessingStarted,
  ContentRequested,
  ContentUploaded,
} from '@edda/event-schemas';
import { UnitOfWork } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import { WorkflowSource } from '../projections/workflow-source.entity.js';

/** Keeps the sources of a workflow as the content service tells of them. */
@Injectable()
export class SourceRecorder {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  requested({ contentId }: ContentRequested): Promise<void> {
    return this.update(contentId, { status: 'requested' });
  }

  uploaded({ contentId, sha256 }: ContentUploaded): Promise<void> {
    return this.update(contentId, { status: 'uploaded', sha256 });
  }

  processing({ contentId }: ContentProcessingStarted): Promise<void> {
    return this.update(contentId, { status: 'processing' });
  }

  completed({ contentId, status, reason, results, sha256 }: ContentProcessingCompleted): Promise<void> {
    return this.update(contentId, {
      status: status === 'success' ? 'completed' : status,
      reason: reason ? `${reason.code}: ${reason.detail}` : null,
      textSha256: results?.extractedText.sha256 ?? null,
      ...(sha256 && { sha256 }),
    });
  }

  private async update(contentId: string, changes: Partial<WorkflowSource>): Promise<void> {
    // Nobody waits for a source that was cancelled with its workflow, whatever still comes of it.
    await (await this.unitOfWork.repository(WorkflowSource)).update({ contentId, status: Not('cancelled') }, changes);
  }
}
