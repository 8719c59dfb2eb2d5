import { EddaError } from '@edda/kernel';
import type { EventStore } from '../event-store.js';
import type { RecordedMessage } from '../recorded-message.js';

export interface CausationTreeOptions {
  /** That of the execution context unless given. */
  tenantId?: string;
  /** Messages at most, 10,000 unless given. */
  limit?: number;
  signal?: AbortSignal;
}

/** A message of this log with what it caused; or the cause of some that lies elsewhere, of which only the id is known. */
export type CausationNode =
  | { kind: 'message'; message: RecordedMessage; children: CausationNode[] }
  | { kind: 'external'; id: string; children: CausationNode[] };

export interface CausationTree {
  correlationId: string;
  /** How many messages it holds. */
  size: number;
  roots: CausationNode[];
}

const LIMIT = 10_000;

/**
 * What followed from one action, as far as this log knows: all events, commands and replies of a correlation id, each
 * below the message that caused it, in the order of their positions. Their data is as it is stored.
 *
 * A cause that is not among them, in the log of another service for example, is an `external` root. Messages that cause each
 * other, which no handler makes, are cut at the first of them.
 *
 * @throws EddaError `CAUSATION_TREE_TOO_LARGE`
 */
export async function causationTree(
  store: Pick<EventStore, 'readAll'>,
  correlationId: string,
  { tenantId, limit = LIMIT, signal }: CausationTreeOptions = {},
): Promise<CausationTree> {
  const nodes = new Map<string, CausationNode & { kind: 'message' }>();
  const messages = store.readAll({
    correlationId,
    kinds: ['event', 'command', 'reply'],
    raw: true,
    limit: limit + 1,
    ...(tenantId !== undefined && { tenantId }),
    ...(signal && { signal }),
  });
  for await (const message of messages) {
    if (nodes.size === limit) throw tooLarge(correlationId, limit);
    nodes.set(message.id, { kind: 'message', message, children: [] });
  }
  return { correlationId, size: nodes.size, roots: rootsOf(nodes) };
}

function rootsOf(nodes: ReadonlyMap<string, CausationNode & { kind: 'message' }>): CausationNode[] {
  const roots: CausationNode[] = [];
  const externals = new Map<string, CausationNode>();
  for (const node of nodes.values()) {
    const { id, metadata } = node.message;
    const cause = metadata.causationId;
    if (cause === null || cause === id) {
      roots.push(node);
      continue;
    }
    const known = nodes.get(cause) ?? externals.get(cause);
    if (known) {
      known.children.push(node);
      continue;
    }
    const external: CausationNode = { kind: 'external', id: cause, children: [node] };
    externals.set(cause, external);
    roots.push(external);
  }
  return withCycles(nodes, roots);
}

/** What no root leads to hangs in a cycle: the first message of each becomes a root, and loses its own cause. */
function withCycles(
  nodes: ReadonlyMap<string, CausationNode & { kind: 'message' }>,
  roots: CausationNode[],
): CausationNode[] {
  const reached = new Set<CausationNode>();
  for (const root of roots) reach(root, reached);
  for (const node of nodes.values()) {
    if (reached.has(node)) continue;
    const cause = nodes.get(node.message.metadata.causationId ?? '');
    cause?.children.splice(cause.children.indexOf(node), 1);
    roots.push(node);
    reach(node, reached);
  }
  return roots;
}

function reach(root: CausationNode, reached: Set<CausationNode>): void {
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    open.push(...node.children);
  }
}

function tooLarge(correlationId: string, limit: number): EddaError {
  return new EddaError(
    'too-large',
    'CAUSATION_TREE_TOO_LARGE',
    `More than ${limit} messages carry the correlation id ${correlationId}: raise the limit, or read them with readAll.`,
  );
}
