import { Query } from '@nestjs/cqrs';
import type { ContentView } from '../../projections/content-view.entity.js';

export interface ContentFilter {
  status?: string;
  correlationId?: string;
}

/** Contents, newest first. `after` is the place behind the last one of the page before. */
export class ListContents extends Query<ContentView[]> {
  constructor(
    readonly filter: ContentFilter,
    readonly limit: number,
    readonly after?: { createdAt: Date; contentId: string },
  ) {
    super();
  }
}
