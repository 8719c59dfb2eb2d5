import { declared, majorOf, newestOf, upcast, type KnownMessages, type NewMessage } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import type { MessageMetadata, RecordedMessage } from '../recorded-message.js';

/** An event as a test fixture keeps it: plain JSON. */
export interface FixtureEvent {
  streamId: string;
  category: string;
  version: number | null;
  type: string;
  schemaVersion: string;
  data: unknown;
  /** ISO 8601, UTC. */
  recordedAt: string;
  metadata: MessageMetadata;
}

export function toFixtureEvent(event: RecordedMessage): FixtureEvent {
  const { streamId, category, version, type, schemaVersion, data, recordedAt, metadata } = event;
  return { streamId, category, version, type, schemaVersion, data, recordedAt: recordedAt.toISOString(), metadata };
}

/**
 * A fixture as messages, for `given(...)` of the test kit: upcast to the schemas that this build knows. Personal fields
 * of a fixture that was made raw stay encrypted.
 *
 * @param messages every message declared in this process unless given
 * @throws EddaError `FIXTURE_EVENT_UNKNOWN` for a type that is not among them, or a major that is newer
 */
export function messagesOfFixture(fixture: readonly FixtureEvent[], messages: KnownMessages = declared): NewMessage[] {
  return fixture.map(({ type, schemaVersion, data }) => {
    const definition = newestOf(messages.ofType(type));
    const major = majorOf(schemaVersion);
    if (!definition || major > majorOf(definition.version)) {
      const known = definition ? `${definition.version} at most is` : 'no version of it is';
      throw new EddaError(
        'invalid',
        'FIXTURE_EVENT_UNKNOWN',
        `The fixture holds ${type} ${schemaVersion}, but ${known} known here: import the class that declares it.`,
      );
    }
    return { definition, data: upcast(definition, data, major) as object };
  });
}
