import { exampleId } from '@edda/service';

/** A task as the documentation shows it. */
export const TASK_EXAMPLE = {
  taskType: 'gather',
  agentType: 'researcher',
  payload: { subQuestion: 'What keeps a message from being lost?', contentIds: [exampleId('contentId')] },
  result: {
    passages: [
      {
        contentId: exampleId('contentId'),
        source: 'docs/messaging.md',
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        start: 1024,
        end: 1093,
        score: 7.2,
      },
    ],
  },
} as const;
