import type { MessageClass } from '@edda/event-schemas';
import { definitionOf } from '@edda/event-schemas';
import type { EntityManager } from 'typeorm';
import type { ProjectedMessage, InlineProjections } from './inline-projections.js';

type Handler = (data: never, message: ProjectedMessage, manager: EntityManager) => Promise<void>;

/**
 * A read model that changes in the same transaction as the append it follows. Subclasses declare what they follow with
 * {@link on} in their constructor and write through the manager they are given.
 */
export abstract class InlineProjection {
  private readonly handlers = new Map<string, Handler>();

  constructor(projections: InlineProjections) {
    projections.add(this);
  }

  protected on<T extends object>(
    payload: MessageClass<T>,
    handler: (data: T, message: ProjectedMessage, manager: EntityManager) => Promise<void>,
  ): void {
    this.handlers.set(definitionOf(payload).type, handler as Handler);
  }

  follows(type: string): boolean {
    return this.handlers.has(type);
  }

  async project(message: ProjectedMessage, manager: EntityManager): Promise<void> {
    await this.handlers.get(message.type)?.(message.data as never, message, manager);
  }
}
