import { declared, instanceOf, majorOf, newestOf } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import { InvalidSagaException, type CommandBus, type ICommand, type ISaga } from '@nestjs/cqrs';
import { concatMap, filter, isObservable, lastValueFrom, of } from 'rxjs';
import type { ReactedTo } from './reaction-delivery.js';
import { typesReactedTo } from './reacts-to.js';

/** Where `@Saga()` keeps the names of the functions it marks; the package does not export it. */
const SAGA_METADATA = '__saga__';

/** A saga function of a provider. */
export interface Reaction {
  /** Such as `OrderSagas.shipWhenPaid`. */
  readonly name: string;
  /** The types of events it is given. */
  readonly types: readonly string[];
  readonly saga: ISaga<object>;
}

/** The saga functions of a provider, each as it is declared. */
export function reactionsOf(provider: object): Reaction[] {
  const type: unknown = provider.constructor;
  if (typeof type !== 'function') return [];
  const keys = (Reflect.getMetadata(SAGA_METADATA, type) ?? []) as (string | symbol)[];
  return [...new Set(keys)].map((key) => ({
    name: `${type.name}.${String(key)}`,
    types: typesReactedTo(type, key) ?? knownEventTypes(),
    saga: (events) => (provider as Record<string | symbol, ISaga<object>>)[key]!(events),
  }));
}

/**
 * Runs a saga function for one event, and carries out what it asks for, one command after the other.
 *
 * @throws Error what the function or a command throws
 */
export async function react({ saga }: Reaction, event: ReactedTo, commands: CommandBus): Promise<void> {
  const asked = saga(of(payloadOf(event)));
  if (!isObservable(asked)) throw new InvalidSagaException();
  const carriedOut = asked.pipe(
    filter((command: ICommand | null | undefined) => !!command),
    concatMap((command) => commands.execute(command as ICommand)),
  );
  await lastValueFrom(carriedOut, { defaultValue: undefined });
}

function payloadOf({ type, schemaVersion, data }: ReactedTo): object {
  const definition = newestOf(declared.ofType(type));
  if (definition && majorOf(definition.version) === majorOf(schemaVersion)) return instanceOf(definition, data);
  throw new EddaError(
    'unavailable',
    'MESSAGE.UNKNOWN_VERSION',
    `${type} ${schemaVersion} is not known to this build: it is held until a newer one runs.`,
  );
}

function knownEventTypes(): string[] {
  return [...new Set(declared.all().flatMap(({ kind, type }) => (kind === 'event' ? [type] : [])))];
}
