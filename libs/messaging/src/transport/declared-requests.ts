import { TOPICS, type MessageDefinition } from '@edda/event-schemas';
import type { MessageCodec } from '@edda/event-store';
import { EddaError } from '@edda/kernel';
import { RpcException, type MessageHandler } from '@nestjs/microservices';
import type { Delivery } from '../envelope/delivery.js';
import type { RequestHandler } from '../requests/request-responder.js';
import { decoded } from '../subscriptions/deliver.js';
import { messageOfType } from './declared-subscription.js';

/** The request handlers of a service's controllers, by the type of the command that they answer. */
export class DeclaredRequests {
  private readonly declared: { type: string; callback: MessageHandler; extras: object }[] = [];

  constructor(private readonly service: string) {}

  add(type: string, callback: MessageHandler, extras: object): void {
    this.declared.push({ type, callback, extras });
  }

  /** @throws Error that says which declaration is wrong and how to mend it */
  handlers(
    codec: MessageCodec,
    handle: (callback: MessageHandler, delivery: Delivery) => Promise<unknown>,
  ): ReadonlyMap<string, RequestHandler> {
    const handlers = new Map<string, RequestHandler>();
    for (const { type, callback, extras } of this.declared) {
      const definition = this.checked(type, extras);
      if (handlers.has(type))
        throw new Error(`Two handlers answer ${type}: a request has one answer, remove one of them.`);
      handlers.set(type, async (request) => {
        const delivery = await decoded(codec, { messages: [definition] }, request);
        return handle(callback, delivery).catch((error: unknown) => {
          throw forCaller(error);
        });
      });
    }
    return handlers;
  }

  private checked(type: string, extras: object): MessageDefinition {
    const definition = messageOfType(type);
    const [option] = Object.keys(extras);
    if (option !== undefined) {
      throw new Error(`@MessagePattern("${type}") takes no options; "${option}" is for @EventPattern: leave it out.`);
    }
    if (definition.kind !== 'command') {
      throw new Error(
        `@MessagePattern("${type}") can answer no ${definition.kind}: a request is declared with @CommandSchema. ` +
          'Use @EventPattern for what needs no answer.',
      );
    }
    const isForeign =
      Object.hasOwn(TOPICS, this.service) && !definition.listeners.some((name) => name === this.service);
    if (!isForeign) return definition;
    throw new Error(`The schema of ${type} names ${definition.listeners.join()} as its receiver, not ${this.service}.`);
  }
}

/** What a handler throws as an RpcException is meant for whoever asked. */
function forCaller(error: unknown): unknown {
  if (!(error instanceof RpcException)) return error;
  return new EddaError('invalid', 'REQUEST.REFUSED', error.message, [], { cause: error });
}
