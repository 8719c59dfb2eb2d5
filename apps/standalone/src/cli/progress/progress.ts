import type { WorkflowView } from '../api/workflow-view.js';

/** Shows how far a run has come. */
export interface Progress {
  show(view: WorkflowView): void;
  /** A line beside the progress itself, such as a failed upload. Must be printable. */
  note(line: string): void;
  /** Leaves the terminal as it should be left; nothing is shown afterwards. May be called twice. */
  close(): void;
}
