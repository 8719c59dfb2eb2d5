import { Command } from '@nestjs/cqrs';

/** A place in a text, as a caller names it: by its offsets, in UTF-16 units, and what stands there. */
export interface NamedPlace {
  readonly contentId: string;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

export interface RequestedFinding {
  readonly text: string;
  readonly entityIds: readonly string[];
  readonly source: NamedPlace;
  /** 0 to 1; null where it is not judged. */
  readonly confidence: number | null;
}

/** Record what was found out. Its source is looked at before. Answers the finding's id. */
export class RecordFinding extends Command<string> {
  constructor(
    readonly investigationId: string,
    readonly finding: RequestedFinding,
    /** The same key of the same caller records the same finding. */
    readonly idempotencyKey?: string,
  ) {
    super();
  }
}
