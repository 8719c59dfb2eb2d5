import type { UnitOfWork, UnitOfWorkOutcome } from '@edda/event-store';
import { poolClient, readStream } from '@edda/event-store';
import { eventStoreOver } from '@edda/event-store/testing';
import { contextOrNew, type Uuid } from '@edda/kernel';
import type { DataSource } from 'typeorm';
import type { ProcessDefinition, ProcessEnd, ProcessFailure, StepOutcome } from '../process/process-definition.js';
import { ProcessManager } from '../process/process-manager.js';

/** A command as it waits in the log to be published. */
export interface SentCommand {
  id: Uuid;
  type: string;
  key: string;
  data: unknown;
}

/** How a process ended, as its owner was told. */
export type ToldEnd<State> = { id: Uuid; completed: State } | { id: Uuid; failed: ProcessFailure };

/**
 * A process over a real database, for specs that say: given this state, when these outcomes come, then these commands are
 * sent. Each act runs in a unit of work of its own, as it does for a message.
 */
export class ProcessUnderTest<State> {
  /** What the owner was told, in order; only what was committed counts. */
  readonly ends: ToldEnd<State>[] = [];
  readonly unitOfWork: UnitOfWork;
  readonly manager: ProcessManager<State>;

  constructor(
    definition: ProcessDefinition<State>,
    private readonly dataSource: DataSource,
    end: Partial<ProcessEnd<State>> = {},
  ) {
    this.unitOfWork = eventStoreOver(dataSource).unitOfWork;
    this.manager = new ProcessManager(definition, this.unitOfWork, {
      completed: async (id, state) => {
        await end.completed?.(id, state);
        this.unitOfWork.afterCommit(() => this.ends.push({ id, completed: state }));
      },
      failed: async (id, failure, state) => {
        await end.failed?.(id, failure, state);
        this.unitOfWork.afterCommit(() => this.ends.push({ id, failed: failure }));
      },
    });
  }

  /** @returns the commands that were sent because of it */
  start(id: Uuid, state: State): Promise<SentCommand[]> {
    return this.act(() => this.manager.start(id, state));
  }

  /** @returns the commands that were sent because of it */
  settle(awaitedId: Uuid, outcome: StepOutcome): Promise<SentCommand[]> {
    return this.act(async () => void (await this.manager.settle(awaitedId, outcome)));
  }

  /** @returns the commands that were sent because of it */
  cancel(id: Uuid, reason: string): Promise<SentCommand[]> {
    return this.act(() => this.manager.cancel(id, reason));
  }

  /** The types of the events of an instance, in their order. */
  async history(id: Uuid): Promise<string[]> {
    const stream = { tenantId: contextOrNew().tenantId, streamId: `saga-${id}` };
    return (await readStream(poolClient(this.dataSource), stream)).map(({ type }) => type);
  }

  /** The ids of outcomes that some instance waits for. */
  async awaited(): Promise<Uuid[]> {
    const rows = await this.dataSource.query<{ outcome_id: Uuid }[]>(
      'select outcome_id from saga_awaited_outcomes order by outcome_id',
    );
    return rows.map(({ outcome_id }) => outcome_id);
  }

  /** Commands in the log, oldest first. */
  async commands(after = 0): Promise<SentCommand[]> {
    return this.dataSource.query(
      `select id, type, stream_id as key, data from events where kind = 'command' and position > $1 order by position`,
      [after],
    );
  }

  private async act(work: () => Promise<void>): Promise<SentCommand[]> {
    const [row] = await this.dataSource.query<{ last: string }[]>(
      'select coalesce(max(position), 0) as last from events',
    );
    const outcome: UnitOfWorkOutcome<void> = await this.unitOfWork.runOrJoin(work, 100);
    if (!outcome.committed) throw new Error(`It kept conflicting: ${JSON.stringify(outcome.conflict)}`);
    return this.commands(Number(row?.last));
  }
}
