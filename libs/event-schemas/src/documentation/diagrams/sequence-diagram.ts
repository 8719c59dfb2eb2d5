import type { MessageDefinition } from '../../message-definition.js';
import { TOPICS } from '../../topics.js';
import type { CatalogueContents, DocumentedSubscription } from '../catalogue-contents.js';
import { mermaid } from './mermaid.js';

/** One thing that happens in a process. */
export type ProcessStep =
  /** A message goes over its topic: to a service, or to whoever wants it. `from` is for those that everyone may send. */
  | { readonly message: string; readonly to?: string; readonly from?: string }
  | { readonly call: string; readonly from: string; readonly to: string }
  | { readonly does: string; readonly by: string }
  | { readonly loop: string; readonly steps: readonly ProcessStep[] }
  | { readonly opt: string; readonly steps: readonly ProcessStep[] };

type Known = Pick<CatalogueContents, 'definitions' | 'subscriptions'>;

/**
 * A process as a sequence diagram: messages over topics have open arrows, calls over REST closed ones. Who sends a message follows
 * from its schema.
 *
 * @throws Error when a message is unknown, or is drawn to a service that does not subscribe to it
 */
export function sequenceDiagram(steps: readonly ProcessStep[], known: Known): string {
  const names = participantsOf(steps, known);
  const idOf = new Map([...names].map((name, index) => [name, `P${index}`]));
  const id = (name: string): string => idOf.get(name) ?? name;
  const participants = [...names].map(
    (name) => `${Object.hasOwn(TOPICS, name) || !ACTORS.has(name) ? 'participant' : 'actor'} ${id(name)} as ${name}`,
  );
  const lines = (part: readonly ProcessStep[], indent: string): string[] =>
    part.flatMap((step) => {
      if ('message' in step) {
        return [`${indent}${id(senderOf(step, known))}-)${id(receiverOf(step, known))}: ${step.message}`];
      }
      if ('call' in step) return [`${indent}${id(step.from)}->>${id(step.to)}: ${step.call}`];
      if ('does' in step) return [`${indent}Note over ${id(step.by)}: ${step.does}`];
      const [word, text] = 'loop' in step ? ['loop', step.loop] : ['opt', step.opt];
      return [`${indent}${word} ${text}`, ...lines(step.steps, `${indent}  `), `${indent}end`];
    });
  return mermaid('sequenceDiagram', [...participants, ...lines(steps, '')]);
}

/** Who is no service. */
const ACTORS = new Set(['asker', 'operator']);

/** In the order in which they come up. */
function participantsOf(steps: readonly ProcessStep[], known: Known): Set<string> {
  return new Set(
    steps.flatMap((step): string[] => {
      if ('message' in step) return [senderOf(step, known), receiverOf(step, known)];
      if ('call' in step) return [step.from, step.to];
      if ('does' in step) return [step.by];
      return [...participantsOf(step.steps, known)];
    }),
  );
}

type Sent = Extract<ProcessStep, { message: string }>;

function definitionOf({ message }: Sent, { definitions }: Known): MessageDefinition {
  const definition = definitions.find(({ type }) => type === message);
  if (definition) return definition;
  throw new Error(`A process shows the message ${message}, which nobody declares: mend its description.`);
}

function senderOf(step: Sent, known: Known): string {
  const { sender } = definitionOf(step, known);
  return sender === 'any' ? (step.from ?? 'a service') : sender;
}

function receiverOf(step: Sent, known: Known): string {
  const definition = definitionOf(step, known);
  const { to = definition.topic?.name ?? 'nobody', message } = step;
  if (to === definition.topic?.name || definition.sender === 'any') return to;
  if (known.subscriptions.some((subscription) => isFor(subscription, to, definition))) return to;
  throw new Error(`A process shows ${message} going to ${to}, which does not subscribe to it: mend its description.`);
}

function isFor(
  { service, topics, types }: DocumentedSubscription,
  to: string,
  { type, topic }: MessageDefinition,
): boolean {
  return service === to && topics.includes(topic?.name ?? '') && (types === null || types.includes(type));
}
