import type { ProcessStep } from '../diagrams/sequence-diagram.js';

/** A process that goes through several services, or through one and its sources. */
export interface ProcessDescription {
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  /** The saga that leads it, where there is one. */
  readonly saga?: string;
  readonly steps: readonly ProcessStep[];
}
