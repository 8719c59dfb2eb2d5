import { AggregateRepository, type UnitOfWork } from '@edda/event-store';
import { EddaError, type Uuid } from '@edda/kernel';
import { addAwaited, findAwaiting, removeAwaited } from './awaited-outcomes.js';
import { outcomeId } from './outcome-id.js';
import type { ProcessDefinition, ProcessEnd, ProcessStep, StepOutcome } from './process-definition.js';
import { ProcessInstance } from './process-instance.js';

/**
 * Drives the instances of one process. Everything it does in answer to a message (its own events, the commands of the
 * next step, what the owner changes at the end) commits in the unit of work of that message.
 */
export class ProcessManager<State> {
  private readonly instances: AggregateRepository<ProcessInstance['state'], ProcessInstance>;

  constructor(
    private readonly definition: ProcessDefinition<State>,
    private readonly unitOfWork: UnitOfWork,
    private readonly end: ProcessEnd<State>,
  ) {
    this.instances = new AggregateRepository(ProcessInstance, unitOfWork);
  }

  /** Starts the process under an id; one that runs already stays as it is. */
  async start(id: Uuid, state: State): Promise<void> {
    await this.change(id, async (instance) => {
      if (instance.state.status !== 'new') return;
      instance.start(this.definition.name, this.definition.version, state);
      await this.runFrom(instance, 0, state);
    });
  }

  /**
   * Takes in what came of a command. Outcomes nobody waits for (late, twice, of a process that ended) change nothing.
   *
   * @returns whether a process was waiting for it
   */
  async settle(awaitedId: Uuid, outcome: StepOutcome): Promise<boolean> {
    const id = await findAwaiting(await this.unitOfWork.manager(), this.definition.name, awaitedId);
    if (!id) return false;
    await this.change(id, async (instance) => {
      if (!instance.receive(awaitedId, outcome)) return;
      await removeAwaited(await this.unitOfWork.manager(), this.definition.name, [awaitedId]);
      if (instance.open.length === 0) await this.joinStep(instance);
    });
    return true;
  }

  /** Ends the process and calls off what it waits for. One that has ended already stays as it is. */
  async cancel(id: Uuid, reason: string): Promise<void> {
    await this.change(id, async (instance) => {
      if (instance.state.status !== 'running') return;
      const step = this.definition.steps.find(({ name }) => name === instance.state.step);
      await removeAwaited(await this.unitOfWork.manager(), this.definition.name, instance.open);
      for (const awaitedId of instance.open) {
        const release = step?.release?.(awaitedId, reason);
        if (release) this.unitOfWork.send(release.message, { key: release.key });
      }
      instance.end('cancelled', { code: 'CANCELLED', detail: reason });
    });
  }

  private async change(id: Uuid, work: (instance: ProcessInstance) => Promise<void>): Promise<void> {
    const loaded = await this.instances.load(id);
    const { status, definitionVersion } = loaded.aggregate.state;
    if (status === 'running' && definitionVersion !== this.definition.version) {
      throw new EddaError(
        'unavailable',
        'SAGA.UNKNOWN_VERSION',
        `Saga ${id} runs ${this.definition.name} ${definitionVersion}, this build has ${this.definition.version}.`,
      );
    }
    await work(loaded.aggregate);
    await this.instances.save(loaded);
  }

  private async joinStep(instance: ProcessInstance): Promise<void> {
    const { steps } = this.definition;
    const index = steps.findIndex(({ name }) => name === instance.state.step);
    const step = steps[index] as ProcessStep<State>;
    const joined = step.join(instance.state.state as State, instance.outcomes);
    if ('failure' in joined) {
      instance.end('failed', joined.failure);
      await this.end.failed(instance.id, joined.failure, instance.state.state as State);
      return;
    }
    instance.completeStep(step.name, joined.state);
    await this.runFrom(instance, index + 1, joined.state);
  }

  private async runFrom(instance: ProcessInstance, first: number, state: State): Promise<void> {
    const round = 1;
    for (const step of this.definition.steps.slice(first)) {
      const idOf = (index: number): Uuid => outcomeId(instance.id, step.name, round, index);
      const commands = step.commands(state, idOf);
      const awaits = commands.map((_, index) => idOf(index));
      instance.startStep(step.name, round, awaits);
      if (commands.length > 0) {
        await addAwaited(await this.unitOfWork.manager(), this.definition.name, instance.id, awaits);
        commands.forEach(({ message, key }, index) => this.unitOfWork.send(message, { key, id: idOf(index) }));
        return;
      }
      const joined = step.join(state, []);
      if ('failure' in joined) {
        instance.end('failed', joined.failure);
        await this.end.failed(instance.id, joined.failure, state);
        return;
      }
      state = joined.state;
      instance.completeStep(step.name, state);
    }
    instance.end('completed');
    await this.end.completed(instance.id, state);
  }
}
