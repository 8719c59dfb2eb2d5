import { ProjectionBeliefs, type InlineStatus, type ProjectionEvents } from './projection-beliefs.js';
import { idOf } from './projection-id.js';
import type { Projection, ProjectionRegistry } from './projection.js';

/**
 * The projections of one process, and how it believes that those which can be inline are kept. The belief is stated with
 * every append that concerns them; one that is out of date is refused, and comes again after {@link refresh}.
 */
export class InlineProjections implements ProjectionRegistry {
  private readonly projections: Projection[] = [];
  private readonly statuses = new Map<string, InlineStatus>();
  private beliefs: ProjectionBeliefs | null = null;
  private learn: (written: readonly string[]) => Promise<void> = async () => undefined;
  private events: ProjectionEvents = { moved: () => undefined, failed: () => undefined };

  /** Its name is asked for later: a projection registers itself while it is being constructed. */
  add(projection: Projection): void {
    this.projections.push(projection);
    this.beliefs = null;
  }

  get all(): readonly Projection[] {
    return this.projections;
  }

  /** What is believed now; one unit of work uses the same from its projections to its appends. */
  get current(): ProjectionBeliefs {
    this.beliefs ??= new ProjectionBeliefs(
      this.projections
        .filter(({ mode }) => mode === 'inline')
        .map((projection) => ({ projection, status: this.statuses.get(idOf(projection)) ?? 'unregistered' })),
      this.events,
    );
    return this.beliefs;
  }

  believe(projection: Projection, status: InlineStatus): void {
    if (this.statuses.get(idOf(projection)) === status) return;
    this.statuses.set(idOf(projection), status);
    this.beliefs = null;
  }

  /** @param events what is told of commits and of side effects that fail */
  tell(events: ProjectionEvents): void {
    this.events = events;
    this.beliefs = null;
  }

  /** @param learn finds out how the projections are kept, and calls {@link believe} */
  learnFrom(learn: (written: readonly string[]) => Promise<void>): void {
    this.learn = learn;
  }

  /**
   * After an append was refused: a belief was out of date, or a projection that nobody here knows is kept inline.
   *
   * @param written the types of what was to be written
   */
  async refresh(written: readonly string[]): Promise<void> {
    await this.learn(written);
  }
}
