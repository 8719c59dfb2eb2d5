import type { RecordedMessage } from '../recorded-message.js';
import type { CausationNode, CausationTree } from './causation-tree.js';

/** From here on lines are not indented any further, and say how deep they lie. */
const DEEPEST_INDENT = 40;

interface Open {
  node: CausationNode;
  indent: string;
  depth: number;
  isLast: boolean;
}

/**
 * A causation tree as lines of text, one for each message: its type, where it stands, when it was recorded, its id.
 *
 * @example
 *   ResearchWorkflowCreated  research-0190…  v1  #12  2026-01-01T09:00:00.000Z  0190…
 *   └─ ImportContent  command  0190…  #13  2026-01-01T09:00:00.120Z  0190…
 */
export function renderTree({ roots }: CausationTree): string[] {
  const lines: string[] = [];
  const open: Open[] = roots.map((node) => ({ node, indent: '', depth: 0, isLast: true })).reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, indent, depth, isLast } = next;
    const branch = depth === 0 ? '' : isLast ? '└─ ' : '├─ ';
    const deep = depth > DEEPEST_INDENT ? `(${depth}) ` : '';
    lines.push(printable(`${indent}${branch}${deep}${describe(node)}`));
    const below = depth === 0 || depth >= DEEPEST_INDENT ? indent : `${indent}${isLast ? '   ' : '│  '}`;
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index] as CausationNode;
      open.push({ node: child, indent: below, depth: depth + 1, isLast: index === node.children.length - 1 });
    }
  }
  return lines;
}

function describe(node: CausationNode): string {
  return node.kind === 'message' ? describeMessage(node.message) : `(not in this log)  ${node.id}`;
}

function describeMessage({ type, kind, streamId, version, position, recordedAt, id }: RecordedMessage): string {
  const place = version === null ? `${kind}  ${streamId}` : `${streamId}  v${version}`;
  return `${type}  ${place}  #${position}  ${recordedAt.toISOString()}  ${id}`;
}

/** A stream's id is any text; it must not steer the terminal it is shown on. */
function printable(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');
}
