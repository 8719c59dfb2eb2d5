import type { StageView } from '../api/workflow-view.js';

/** `3 of 12`, `3` while nobody knows of how many, nothing for a stage without countable parts. */
export function stageCount(stage: StageView): string {
  if (stage.total !== null) {
    return `${stage.done} of ${stage.total}`;
  }
  return stage.done > 0 ? String(stage.done) : '';
}
