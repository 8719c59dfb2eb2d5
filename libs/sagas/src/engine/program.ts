import type { AnySagaDefinition } from '../definition/saga-definition.js';
import type { SagaStep } from '../definition/saga-step.js';
import type { Position } from '../instance/instance-state.js';
import { END, nodeOf, type ProgramNode } from './program-node.js';

/** A definition made flat: its steps as nodes that know what follows, found by place or by name. */
export class Program {
  readonly nodes: ProgramNode[] = [];
  readonly signals = new Set<string>();
  private readonly places = new Map<string, number>();

  constructor(readonly definition: AnySagaDefinition) {
    this.add(definition.steps);
    this.link(definition.steps, END);
  }

  find(name: string): ProgramNode | null {
    const place = this.places.get(name);
    return place === undefined ? null : (this.nodes[place] ?? null);
  }

  /** The node to go on with; `END` behind the last; undefined when the definition has no such place. */
  at(position: Position): ProgramNode | typeof END | undefined {
    const place = this.placeOf(position);
    return place === undefined || place === END ? place : this.nodes[place];
  }

  private placeOf(position: Position): number | undefined {
    if (position.at === 'beginning') return this.nodes.length === 0 ? END : 0;
    if (position.at === 'step') return this.places.get(position.step);
    const node = this.find(position.step);
    if (!node) return undefined;
    if (position.at === 'way') return node.kind === 'branch' ? node.ways.get(position.way) : undefined;
    if (position.at === 'round') return node.kind === 'loop' ? node.first : undefined;
    return node.next;
  }

  private add(steps: readonly SagaStep<unknown>[]): void {
    for (const step of steps) {
      this.places.set(step.name, this.nodes.length);
      this.nodes.push(nodeOf(step));
      if (step.kind === 'signal') this.signals.add(step.signal);
      if (step.kind === 'loop') this.add(step.steps);
      if (step.kind === 'branch') for (const way of Object.values(step.ways)) this.add(way);
    }
  }

  private link(steps: readonly SagaStep<unknown>[], after: number): void {
    steps.forEach((step, index) => {
      const node = this.find(step.name) as ProgramNode;
      node.next = this.first(steps.slice(index + 1, index + 2), after);
      if (node.kind === 'loop') {
        const place = this.places.get(node.name) as number;
        node.first = this.first(node.step.steps, place);
        this.link(node.step.steps, place);
      }
      if (node.kind === 'branch') {
        for (const [way, inside] of Object.entries(node.step.ways)) {
          node.ways.set(way, this.first(inside, node.next));
          this.link(inside, node.next);
        }
      }
    });
  }

  private first([step]: readonly SagaStep<unknown>[], after: number): number {
    return step ? (this.places.get(step.name) as number) : after;
  }
}
