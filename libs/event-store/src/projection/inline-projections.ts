import type { EntityManager } from 'typeorm';
import type { PendingMessage } from '../recorded-message.js';
import type { InlineProjection } from './inline-projection.js';

/** A message on its way into the log. The version is known unless its stream was appended to with "any". */
export interface ProjectedMessage extends PendingMessage {
  version: number | null;
}

/** The inline projections of one service. */
export class InlineProjections {
  private readonly projections: InlineProjection[] = [];

  add(projection: InlineProjection): void {
    this.projections.push(projection);
  }

  concerns(type: string): boolean {
    return this.projections.some((projection) => projection.follows(type));
  }

  async project(message: ProjectedMessage, manager: EntityManager): Promise<void> {
    for (const projection of this.projections) await projection.project(message, manager);
  }
}
