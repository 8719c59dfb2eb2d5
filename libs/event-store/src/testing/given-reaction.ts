import { deepStrictEqual } from 'node:assert/strict';
import type { CommandBus, ICommand } from '@nestjs/cqrs';
import { react, reactionsOf } from '../cqrs/reaction.js';
import { happened, type GivenEvent } from './given-event.js';

/** What a saga function asks for. */
export interface ThenCommands {
  /** Exactly these commands, in this order. */
  thenCommands(...expected: ICommand[]): Promise<void>;
  /** No command: the events are nothing to it. */
  thenNothing(): Promise<void>;
}

/**
 * Tests a function marked with `@Saga()` by the commands it asks for: given the reaction, when these events happen, then
 * these commands follow. It is called as the event store calls it: for each event anew, only for those it reacts to.
 *
 *     await givenReaction(new OrderSagas(), 'shipWhenPaid')
 *       .when(message(OrderPaid, { orderId: '7' }))
 *       .thenCommands(new ShipOrder('7'));
 *
 * @throws Error when the provider has no such function
 */
export function givenReaction<P extends object>(
  provider: P,
  saga: keyof P & string,
): { when(...events: GivenEvent[]): ThenCommands } {
  const name = `${provider.constructor.name}.${saga}`;
  const reaction = reactionsOf(provider).find((found) => found.name === name);
  if (!reaction) throw new Error(`${name} is no reaction: mark it with @Saga().`);
  const commandsFor = async (events: readonly GivenEvent[]): Promise<ICommand[]> => {
    const commands: ICommand[] = [];
    const bus = { execute: async (command: ICommand) => void commands.push(command) } as unknown as CommandBus;
    for (const { definition, data } of happened(events)) {
      const { type, version: schemaVersion } = definition;
      if (reaction.types.includes(type)) await react(reaction, { type, schemaVersion, data }, bus);
    }
    return commands;
  };
  return {
    when: (...events) => ({
      thenCommands: async (...expected) => deepStrictEqual(await commandsFor(events), expected),
      thenNothing: async () => deepStrictEqual(await commandsFor(events), []),
    }),
  };
}
