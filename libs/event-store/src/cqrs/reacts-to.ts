import 'reflect-metadata';
import { definitionOf, type MessageClass } from '@edda/event-schemas';

const REACTS_TO = Symbol('reacts-to');

/**
 * Says beside `@Saga()` which events the function reacts to, so that the others are left out by the query that reads the
 * log. Without it the function is given every event that this build knows.
 */
export function ReactsTo(...events: readonly [MessageClass, ...MessageClass[]]): PropertyDecorator {
  const types = events.map((event) => {
    const { kind, type } = definitionOf(event);
    if (kind !== 'event')
      throw new Error(`@ReactsTo was given ${type}, which is a ${kind}: only events are reacted to.`);
    return type;
  });
  return (target, key) => Reflect.defineMetadata(REACTS_TO, types, target.constructor, key);
}

/** The types of events that a saga function declares, or undefined when it declares none. */
export function typesReactedTo(saga: object, key: string | symbol): readonly string[] | undefined {
  return Reflect.getMetadata(REACTS_TO, saga, key) as readonly string[] | undefined;
}
