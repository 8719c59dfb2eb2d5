import type { EntityManager } from 'typeorm';
import { idOf } from './projection-id.js';
import type { ProjectedMessage } from './projected-message.js';
import { projectionWrite } from './projection-write.js';
import type { Projection } from './projection.js';

/**
 * How a process believes that a projection which can be inline is kept at the moment. One that it has not registered yet
 * is so in no database: the first append that concerns it is refused, and finds out.
 */
export type InlineStatus = 'inline' | 'catching-up' | 'unregistered';

export interface Belief {
  readonly projection: Projection;
  readonly status: InlineStatus;
}

/** Where a unit of work keeps what is to be done after its commit. */
export type OnCommit = (done: () => void) => void;

export interface ProjectionEvents {
  /** After the commit that moved them. */
  moved(names: readonly string[]): void;
  /** A side effect failed. */
  failed(error: unknown): void;
}

/**
 * What a process believes of its inline projections. It never changes: a unit of work projects by the same beliefs that
 * it states with its appends, whatever is learned in between.
 */
export class ProjectionBeliefs {
  private readonly byType = new Map<string, readonly Belief[]>();

  constructor(
    private readonly beliefs: readonly Belief[],
    private readonly events: ProjectionEvents,
  ) {}

  /** Whether a message of this type changes a read model in the transaction of its append. */
  concerns(type: string): boolean {
    return this.of(type).some(({ status }) => status === 'inline');
  }

  /** What is stated with these messages, for `check_projections`: `name@version:status`, each once. */
  statements(messages: Iterable<{ type: string }>): string[] {
    const stated = new Set<string>();
    for (const { type } of messages) {
      for (const { projection, status } of this.of(type)) stated.add(`${idOf(projection)}:${status}`);
    }
    return [...stated];
  }

  async project(message: ProjectedMessage, manager: EntityManager, onCommit: OnCommit): Promise<void> {
    const inline = this.of(message.type).filter(({ status }) => status === 'inline');
    for (const { projection } of inline) {
      const write = projectionWrite(
        manager,
        (table) => projection.tableOf(table),
        false,
        (run) => onCommit(() => this.runEffect(run)),
      );
      await projection.apply(message, write);
    }
    if (inline.length > 0) onCommit(() => this.events.moved(inline.map(({ projection }) => projection.name)));
  }

  private runEffect(run: () => void | Promise<void>): void {
    void Promise.resolve()
      .then(run)
      .catch((error: unknown) => this.events.failed(error));
  }

  private of(type: string): readonly Belief[] {
    let found = this.byType.get(type);
    if (!found) {
      found = this.beliefs.filter(({ projection }) => projection.follows(type));
      this.byType.set(type, found);
    }
    return found;
  }
}
