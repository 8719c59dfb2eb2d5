const ID = '[A-Za-z][A-Za-z0-9]*';
const QUOTED = '"[^"\\n]+"';
const SHAPES = [
  ['\\(\\[', '\\]\\)'],
  ['\\[\\[', '\\]\\]'],
  ['\\[', '\\]'],
  ['\\{', '\\}'],
  ['>', '\\]'],
];
const NODE = new RegExp(`^(${ID})(?:${SHAPES.map(([open, close]) => `${open}${QUOTED}${close}`).join('|')})$`);
const EDGE = new RegExp(`^(${ID}) -->(?:\\|${QUOTED}\\|)? (${ID})$`);
const PARTICIPANT = new RegExp(`^(?:participant|actor) (${ID}) as [^:;#]+$`);
const ARROW = new RegExp(`^(${ID})(?:-\\)|->>)(${ID}): [^;#]+$`);
const NOTE = new RegExp(`^Note over (${ID}): [^;#]+$`);
/** Words that Mermaid reads as its own wherever they stand as an id. */
const RESERVED = new Set(['end', 'graph', 'subgraph', 'flowchart', 'class', 'click', 'style', 'default']);

/**
 * Checks a diagram against the part of Mermaid's syntax that the catalogue uses: sequence diagrams and flow charts, a statement a line.
 *
 * @param text what stands between the fences
 * @returns null, or a sentence with the line that is wrong
 */
export function mermaidProblem(text: string): string | null {
  const [head = '', ...rest] = text.split('\n');
  const lines = rest.map((line) => line.trim()).filter((line) => line !== '');
  if (head === 'sequenceDiagram') return sequenceProblem(lines);
  if (head === 'flowchart LR' || head === 'flowchart TD') return flowProblem(lines);
  return `It begins with "${head}": expected "sequenceDiagram", "flowchart LR" or "flowchart TD".`;
}

function sequenceProblem(lines: readonly string[]): string | null {
  const known = new Set<string>();
  let depth = 0;
  for (const line of lines) {
    const participant = PARTICIPANT.exec(line)?.[1];
    if (participant !== undefined) {
      if (RESERVED.has(participant) || known.has(participant)) return `"${line}" takes a name that is not free.`;
      known.add(participant);
    } else if (/^(?:loop|opt) [^:;#]+$/.test(line)) depth++;
    else if (line === 'end') depth--;
    else {
      const ids = (ARROW.exec(line) ?? NOTE.exec(line))?.slice(1);
      if (!ids) return `"${line}" is no statement.`;
      const unknown = ids.find((id) => !known.has(id));
      if (unknown !== undefined) return `"${line}" names ${unknown}, which is no participant.`;
    }
    if (depth < 0) return 'An "end" ends nothing.';
  }
  return depth > 0 ? 'A loop has no "end".' : null;
}

function flowProblem(lines: readonly string[]): string | null {
  const nodes = new Set(lines.flatMap((line) => NODE.exec(line)?.[1] ?? []));
  for (const line of lines) {
    const node = NODE.exec(line)?.[1];
    if (node !== undefined && RESERVED.has(node)) return `"${line}" takes a name that is not free.`;
    if (node !== undefined) continue;
    const ends = EDGE.exec(line)?.slice(1);
    if (!ends) return `"${line}" is no statement.`;
    const unknown = ends.find((id) => !nodes.has(id));
    if (unknown !== undefined) return `"${line}" names ${unknown}, which is no node.`;
  }
  return null;
}
