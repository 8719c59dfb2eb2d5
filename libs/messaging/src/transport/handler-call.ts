import type { MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Delivery } from '../envelope/delivery.js';
import { DeliveryContext } from './delivery-context.js';
import { handlerError } from './handler-error.js';

/** What an application has hooked before and after every message. */
export interface ProcessingHooks {
  start(context: DeliveryContext, work: () => Promise<void>): unknown;
  end(context: DeliveryContext): void;
}

/**
 * Calls a handler as Nest made it: guards, interceptors, pipes, the method, filters. It has handled the message when what
 * they return comes to its end without an error, also where a filter has dealt with one.
 *
 * @returns the last value
 * @throws what remains, as {@link handlerError} sees it
 */
export async function callHandler(
  callback: MessageHandler,
  delivery: Delivery,
  hooks: ProcessingHooks,
  signal?: AbortSignal,
): Promise<unknown> {
  const context = new DeliveryContext([delivery, signal]);
  return new Promise((resolve, reject) => {
    const work = async (): Promise<void> => {
      try {
        const result: unknown = await callback(delivery.data, context);
        resolve(isObservable(result) ? await lastValueFrom(result, { defaultValue: undefined }) : result);
      } catch (error) {
        reject(handlerError(delivery.type, error) as Error);
      } finally {
        hooks.end(context);
      }
    };
    // A hook may be asynchronous without saying so; what it throws itself is a failure of the message.
    Promise.resolve(hooks.start(context, work)).catch(reject);
  });
}
