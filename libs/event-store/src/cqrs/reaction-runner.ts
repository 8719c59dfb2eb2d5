import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { CommandBus } from '@nestjs/cqrs';
import type { EventStore } from '../event-store.js';
import type { Subscription } from '../subscribe/subscription.js';
import { react, type Reaction } from './reaction.js';

/**
 * Runs the `@Saga()` functions of an application from the event log instead of from memory.
 *
 * Each function has a durable subscription of its own, `reaction:<Class>.<function>`, so that one that fails holds back no
 * other. Its commands are carried out in the unit of work of the event's delivery: what they change and the mark "handled"
 * commit together, and a failure is that event's failure and comes again. It is called anew for every event, with a
 * stream of that one event that then ends: operators that look at several events at once see one. A function that is
 * new starts with what happens from then on.
 */
export class ReactionRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ReactionRunner.name);
  private readonly commands: Promise<CommandBus>;
  private register: (commands: CommandBus) => void = () => undefined;
  private giveUp: (reason: Error) => void = () => undefined;
  private reactions: readonly Reaction[] = [];
  private subscriptions: readonly Subscription[] = [];

  constructor(private readonly store: Pick<EventStore, 'subscribe'>) {
    this.commands = new Promise((resolve, reject) => {
      this.register = resolve;
      this.giveUp = reject;
    });
    this.commands.catch(() => undefined);
  }

  /** The subscriptions that run, each named after its function. */
  get running(): readonly Subscription[] {
    return this.subscriptions;
  }

  /** @throws Error for two functions of one name, which would share a checkpoint */
  add(reactions: readonly Reaction[]): void {
    const names = new Set<string>();
    for (const { name } of reactions) {
      if (names.has(name)) throw new Error(`Two @Saga() functions are named ${name}: rename one of their classes.`);
      names.add(name);
    }
    this.reactions = reactions;
  }

  /** To be called when the command bus knows its handlers; events wait for it. */
  handlersRegistered(commands: CommandBus): void {
    this.register(commands);
  }

  /** The application is not ready before it is clear where new functions start: nothing that follows is missed. */
  async onApplicationBootstrap(): Promise<void> {
    this.subscriptions = this.reactions.map((reaction) => this.subscribe(reaction));
    await Promise.all(this.subscriptions.map(({ started }) => started));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.giveUp(new Error('The application is closing before it has started.'));
    await Promise.all(this.subscriptions.map((subscription) => subscription.stop()));
  }

  private subscribe(reaction: Reaction): Subscription {
    return this.store.subscribe({
      name: `reaction:${reaction.name}`,
      from: 'now',
      filter: { types: reaction.types },
      // Each event by itself: one that fails must not undo those before it.
      batchSize: 1,
      handle: async (event) => react(reaction, event, await this.commands),
      onError: (error) => this.logger.error(`${reaction.name} failed, and is tried again`, stackOf(error)),
    });
  }
}

function stackOf(error: unknown): unknown {
  return error instanceof Error ? error.stack : error;
}
