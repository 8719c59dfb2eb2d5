import { Query } from '@nestjs/cqrs';
import type { ContentView } from '../../projections/content-view.entity.js';

/** One content. */
export class GetContent extends Query<ContentView> {
  constructor(readonly contentId: string) {
    super();
  }
}
