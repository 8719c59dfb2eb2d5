import type { MessageDefinition } from '../../message-definition.js';
import { inOrder } from '../in-order.js';
import { label, mermaid } from './mermaid.js';

/** What a context hears from others and what others hear from it, as a flow chart; null when it talks to nobody. */
export function contextDiagram(context: string, definitions: readonly MessageDefinition[]): string | null {
  const flows = new Map<string, { from: string; to: string; types: string[] }>();
  for (const { sender, listeners, type } of inOrder(definitions)) {
    for (const listener of listeners) {
      const isOwn = sender === context || listener === context;
      if (!isOwn || sender === 'any') continue;
      const key = `${sender} ${listener}`;
      const flow = flows.get(key) ?? { from: sender, to: listener, types: [] };
      flows.set(key, flow);
      flow.types.push(type);
    }
  }
  if (flows.size === 0) return null;
  const names = [...new Set([context, ...[...flows.values()].flatMap(({ from, to }) => [from, to])])];
  const id = (name: string): string => `c${names.indexOf(name)}`;
  return mermaid('flowchart LR', [
    ...names.map((name) => `${id(name)}[${label(name)}]`),
    ...[...flows.values()].map(({ from, to, types }) => `${id(from)} -->|"${types.join('<br/>')}"| ${id(to)}`),
  ]);
}
