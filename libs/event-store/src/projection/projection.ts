import {
  definitionOf,
  type MessageClass,
  type MessageDefinition,
  type MessageKind,
  type SubjectForgotten,
} from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import { SUBJECT_FORGOTTEN } from '../personal-data/subject-forgotten.js';
import type { ProjectedMessage } from './projected-message.js';
import { tableName, type DeclaredTable } from './projection-table.js';
import type { ProjectionWrite } from './projection-write.js';
import { versioned } from './versioned.js';

/** In the transaction of the append, or behind it by a subscription. */
export type ProjectionMode = 'inline' | 'async';

/** What a projection does when the personal data of a subject is forgotten: nothing, or this. */
export type OnForgotten = 'keep' | ((subject: string, write: ProjectionWrite) => Promise<void>);

type Handler = (data: never, message: ProjectedMessage, write: ProjectionWrite) => Promise<void>;

/** Where a projection is registered. */
export interface ProjectionRegistry {
  add(projection: Projection): void;
}

/**
 * A read model, kept from the events it follows. Subclasses say in their constructor what they follow, with {@link on},
 * and write through what their handlers are given.
 *
 * A change to what its tables hold is a new `version`: that has tables of its own, is filled from the whole log, and
 * is queried by the processes that were built for it, while the old one is kept up for those that are still running.
 *
 * @example
 *   class Orders extends Projection {
 *     readonly name = 'orders';
 *     override readonly tables = [
 *       { name: 'orders', create: (table: string) => `create table ${table} (id text primary key, total int not null)` },
 *     ];
 *     constructor(projections?: ProjectionRegistry) {
 *       super(projections);
 *       this.on(OrderPlaced, async ({ total }, { streamId }, write) => {
 *         await write.query(`insert into ${write.tableOf('orders')} values ($1, $2)`, [streamId, total]);
 *       });
 *     }
 *   }
 */
export abstract class Projection {
  /** Small letters, digits and hyphens, 40 at most. It names the checkpoint and must never change. */
  abstract readonly name: string;
  readonly version: number = 1;
  readonly mode: ProjectionMode = 'inline';
  /** Its tables. Without them it cannot be rebuilt, cannot have a second version, and starts with what comes next. */
  readonly tables: readonly DeclaredTable[] = [];
  /** Into how many shares, by hashed stream, processes divide an asynchronous one. */
  readonly shards: number = 1;
  /** To be declared by a projection that follows events with personal fields. */
  readonly onForgotten: OnForgotten | undefined = undefined;

  private readonly handlers = new Map<string, Handler>();
  private readonly followed: MessageDefinition[] = [];

  constructor(projections?: ProjectionRegistry) {
    projections?.add(this);
  }

  protected on<T extends object>(
    payload: MessageClass<T>,
    handler: (data: T, message: ProjectedMessage, write: ProjectionWrite) => Promise<void>,
  ): void {
    const definition = definitionOf(payload);
    this.handlers.set(definition.type, handler as Handler);
    this.followed.push(definition);
  }

  /** What it follows, as it is declared. */
  get definitions(): readonly MessageDefinition[] {
    return this.followed;
  }

  get types(): readonly string[] {
    return [...this.handlers.keys(), ...(typeof this.onForgotten === 'function' ? [SUBJECT_FORGOTTEN] : [])];
  }

  get kinds(): readonly MessageKind[] {
    return [...new Set<MessageKind>(['event', ...this.followed.map(({ kind }) => kind)])];
  }

  follows(type: string): boolean {
    return this.handlers.has(type) || (type === SUBJECT_FORGOTTEN && typeof this.onForgotten === 'function');
  }

  /**
   * The name of one of its tables in this version, for its queries.
   *
   * @throws EddaError `PROJECTION_TABLE_UNKNOWN`
   */
  tableOf(table: string): string {
    const names = this.tables.map(tableName);
    if (names.includes(table)) return versioned(table, this.version);
    throw new EddaError(
      'invalid',
      'PROJECTION_TABLE_UNKNOWN',
      `Projection ${this.name} has no table "${table}": expected one of its tables, ${names.join(', ') || 'of which it declares none'}.`,
    );
  }

  async apply(message: ProjectedMessage, write: ProjectionWrite): Promise<void> {
    await this.handlers.get(message.type)?.(message.data as never, message, write);
    if (message.type !== SUBJECT_FORGOTTEN || typeof this.onForgotten !== 'function') return;
    await this.onForgotten((message.data as SubjectForgotten).subjectId, write);
  }
}
