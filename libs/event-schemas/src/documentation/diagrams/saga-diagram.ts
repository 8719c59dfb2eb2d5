import type { DocumentedSaga, DocumentedStep } from '../catalogue-contents.js';
import { label, mermaid } from './mermaid.js';

/** Where a saga goes on from: a node, and what stands at the arrow. */
interface Exit {
  readonly from: string;
  readonly way?: string;
}

/** The steps of a saga as a flow chart. Commands have doubled sides; what is undone when it goes back says so. */
export function sagaDiagram({ saga }: DocumentedSaga): string {
  const lines: string[] = [];
  let count = 0;
  const node = (text: string, [open, close]: readonly [string, string]): string => {
    const id = `s${count++}`;
    lines.push(`${id}${open}${label(text)}${close}`);
    return id;
  };
  const connect = (exits: readonly Exit[], to: string): void => {
    for (const { from, way } of exits) lines.push(`${from} -->${way === undefined ? '' : `|${label(way)}|`} ${to}`);
  };
  const run = (steps: readonly DocumentedStep[], entries: readonly Exit[]): readonly Exit[] =>
    steps.reduce((exits, step) => through(step, exits), entries);
  const through = (step: DocumentedStep, entries: readonly Exit[]): readonly Exit[] => {
    const id = node(textOf(step), shapeOf(step));
    connect(entries, id);
    if (step.ways) {
      const ways = Object.entries(step.ways);
      return [...ways.flatMap(([way, steps]) => run(steps, [{ from: id, way }])), { from: id, way: 'none of them' }];
    }
    if (!step.steps) return [{ from: id }];
    connect(run(step.steps, [{ from: id, way: 'a round' }]), id);
    return [{ from: id, way: 'enough' }];
  };
  const exits = run(saga.steps, [{ from: node('started', ROUND) }]);
  connect(exits, node('completed', ROUND));
  return mermaid('flowchart TD', lines);
}

const ROUND = ['([', '])'] as const;

function shapeOf({ kind, each }: DocumentedStep): readonly [string, string] {
  if (kind === 'command' || (each && 'command' in each)) return ['[[', ']]'];
  if (kind === 'branch' || kind === 'loop') return ['{', '}'];
  return kind === 'sleep' || kind === 'signal' ? ['>', ']'] : ['[', ']'];
}

function textOf({ kind, name, compensate, atMost, signal }: DocumentedStep): string {
  const more = [
    ...(kind === 'forEach' ? ['for each item'] : []),
    ...(kind === 'loop' ? [`at most ${atMost} rounds`] : []),
    ...(kind === 'sleep' ? ['waits'] : []),
    ...(kind === 'signal' ? [`waits for ${signal}`] : []),
    ...(compensate ? ['can be undone'] : []),
  ];
  return more.length > 0 ? `${name} (${more.join(', ')})` : name;
}
