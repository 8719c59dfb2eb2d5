import { Query } from '@nestjs/cqrs';
import type { ActivityWindow } from '../../activity-window.entity.js';

/** The events of one type in some minutes. */
export interface TypeActivity {
  readonly type: string;
  readonly context: string;
  /** Oldest first; a minute without events is left out. */
  readonly windows: readonly ActivityWindow[];
}

export interface ActivityFilter {
  readonly context?: string;
  readonly type?: string;
  /** Only types of which an event told of a failure. */
  readonly failedOnly: boolean;
}

/** Types of which events came since a time, in alphabetical order behind `after`. */
export class ListActivity extends Query<TypeActivity[]> {
  constructor(
    readonly since: Date,
    readonly filter: ActivityFilter,
    readonly limit: number,
    readonly after?: string,
  ) {
    super();
  }
}
