import type { StageName, StageView, WorkflowView } from '../api/workflow-view.js';
import type { Progress } from './progress.js';
import { stageCount } from './stage-count.js';

/** For logs and pipes: a line when a stage starts and one when it ends; counts of the import in between. */
export class LineProgress implements Progress {
  private readonly last = new Map<StageName, StageView>();
  private lastCountAt = Number.NEGATIVE_INFINITY;
  private closed = false;

  constructor(
    private readonly write: (line: string) => void,
    private readonly countLineMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  show(view: WorkflowView): void {
    if (!this.closed) {
      view.stages.forEach((stage) => this.showStage(stage));
    }
  }

  note(line: string): void {
    if (!this.closed) {
      this.write(line);
    }
  }

  close(): void {
    this.closed = true;
  }

  private showStage(stage: StageView): void {
    const before = this.last.get(stage.stage);
    const statusBefore = before?.status ?? 'waiting';
    this.last.set(stage.stage, stage);
    if (stage.status !== statusBefore) {
      // A stage may begin and end between two looks; its beginning is told all the same.
      if (statusBefore === 'waiting' && stage.status === 'completed') {
        this.write(`${stage.stage}: started`);
      }
      this.write(`${stage.stage}: ${stage.status === 'running' ? 'started' : stage.status}${inBrackets(stage)}`);
      this.lastCountAt = this.now();
    } else if (stage.stage === 'import' && stage.status === 'running' && stage.done !== before?.done) {
      this.showCount(stage);
    }
  }

  private showCount(stage: StageView): void {
    if (this.now() - this.lastCountAt >= this.countLineMs) {
      this.lastCountAt = this.now();
      this.write(`${stage.stage}: ${stageCount(stage)}`);
    } else {
      // Not printed, so the next look must still find a difference.
      this.last.set(stage.stage, { ...stage, done: -1 });
    }
  }
}

function inBrackets(stage: StageView): string {
  const count = stageCount(stage);
  return count === '' ? '' : ` (${count})`;
}
