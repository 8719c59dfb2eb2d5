import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { CommandBus } from '@nestjs/cqrs';
import { react, type Reaction } from './reaction.js';
import type { ReactionDelivery, RunningReaction } from './reaction-delivery.js';

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
  private readonly commands: Promise<CommandBus>;
  private register: (commands: CommandBus) => void = () => undefined;
  private giveUp: (reason: Error) => void = () => undefined;
  private reactions: readonly Reaction[] = [];
  private runningReactions: readonly RunningReaction[] = [];

  /** @param delivery straight from the log, unless another one is given before the application starts */
  constructor(private delivery: ReactionDelivery) {
    this.commands = new Promise((resolve, reject) => {
      this.register = resolve;
      this.giveUp = reject;
    });
    this.commands.catch(() => undefined);
  }

  get running(): readonly RunningReaction[] {
    return this.runningReactions;
  }

  /** Has events delivered in another way, from the start of the application on. */
  deliverBy(delivery: ReactionDelivery): void {
    this.delivery = delivery;
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
    this.runningReactions = await Promise.all(
      this.reactions.map((reaction) =>
        this.delivery.deliver(reaction.name, reaction.types, async (event) =>
          react(reaction, event, await this.commands),
        ),
      ),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.giveUp(new Error('The application is closing before it has started.'));
    await Promise.all(this.runningReactions.map((reaction) => reaction.stop()));
  }
}
