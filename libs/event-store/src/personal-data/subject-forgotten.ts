import { definitionOf, SubjectForgotten, type MessageDefinition } from '@edda/event-schemas';
import { deriveId, type Uuid } from '@edda/kernel';
import { streamName, type StreamName } from '../recorded-message.js';
import type { ForgottenSubject } from './subject-key-store.js';
import type { Subject } from './subject-keys.js';

const published: MessageDefinition<SubjectForgotten> = definitionOf(SubjectForgotten);

/** The type of the event that tells of a forgotten subject. */
export const SUBJECT_FORGOTTEN = published.type;

/** As it is kept by a service that heard of it: another one has published it. */
const heard: MessageDefinition<SubjectForgotten> = { ...published, visibility: 'internal', topic: null };

const NAMESPACE = '2f4a4f5e-6f0b-5d53-9c0e-3d1f3b1a7c42';

/** The event that tells of a forgotten subject, with the same id whoever appends it and however often. */
export function subjectForgotten(
  { tenantId, subjectId, forgottenAt, reason }: ForgottenSubject,
  by: 'this-service' | 'another-service',
): { id: Uuid; definition: MessageDefinition<SubjectForgotten>; data: SubjectForgotten } {
  return {
    id: deriveId(NAMESPACE, JSON.stringify([tenantId, subjectId])),
    definition: by === 'this-service' ? published : heard,
    data: { subjectId, forgottenAt: forgottenAt.toISOString(), ...(reason !== null && { reason }) },
  };
}

export function streamOfSubject({ tenantId, subjectId }: Subject): StreamName {
  return streamName('subject', subjectId, tenantId);
}
