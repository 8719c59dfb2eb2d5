import { CommandSchema, message } from '@edda/event-schemas';
import { IsString, IsUUID } from 'class-validator';
import type { ProcessDefinition, StepCommand, StepOutcome } from '../../src/index.js';

const description = 'For the specs of processes.';
const between = { sender: 'content', receiver: 'learning', version: '1.0.0', description } as const;

@CommandSchema({ ...between, type: 'ChopVegetable' })
export class ChopVegetable {
  @IsUUID()
  taskId!: string;

  @IsString()
  name!: string;
}

@CommandSchema({ ...between, type: 'CookSoup' })
export class CookSoup {
  @IsUUID()
  taskId!: string;

  @IsString({ each: true })
  ingredients!: string[];
}

@CommandSchema({ ...between, type: 'PutBack' })
export class PutBack {
  @IsUUID()
  taskId!: string;

  @IsString()
  reason!: string;
}

export interface SoupState {
  vegetables: string[];
  chopped: string[];
  soup: string | null;
}

export const soupOf = (...vegetables: string[]): SoupState => ({ vegetables, chopped: [], soup: null });
export const done = (result: unknown): StepOutcome => ({ ok: true, result });
export const broken = (detail: string): StepOutcome => ({ ok: false, failure: { code: 'KITCHEN.BROKEN', detail } });

const putBack = (taskId: string, reason: string): StepCommand => ({
  message: message(PutBack, { taskId, reason }),
  key: `task-${taskId}`,
});

/** Chops every vegetable side by side, then cooks what came of that; with nothing to chop there is nothing to cook. */
export const soupDefinition: ProcessDefinition<SoupState> = {
  name: 'soup',
  version: '1.0.0',
  steps: [
    {
      name: 'chop',
      commands: ({ vegetables }, idOf) =>
        vegetables.map((name, index) => ({
          message: message(ChopVegetable, { taskId: idOf(index), name }),
          key: `task-${idOf(index)}`,
        })),
      join: (state, outcomes) => {
        const chopped = outcomes.flatMap((outcome) => (outcome.ok ? [String(outcome.result)] : []));
        const failure = outcomes.find((outcome) => !outcome.ok);
        if (chopped.length === 0 && failure && !failure.ok) return { failure: failure.failure };
        return { state: { ...state, chopped } };
      },
      release: putBack,
    },
    {
      name: 'cook',
      commands: ({ chopped }, idOf) =>
        chopped.length === 0
          ? []
          : [{ message: message(CookSoup, { taskId: idOf(0), ingredients: chopped }), key: `task-${idOf(0)}` }],
      join: (state, [outcome]) => {
        if (!outcome) return { state: { ...state, soup: 'nothing' } };
        if (!outcome.ok) return { failure: outcome.failure };
        return { state: { ...state, soup: String(outcome.result) } };
      },
      release: putBack,
    },
  ],
};
