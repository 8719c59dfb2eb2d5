import { LearningPathCreated } from '../learning/learning-path-created.js';
import { message } from '../new-message.js';
import { at, BYTES_SHA256, CONTENT_ID, LEARNING_PATH_ID, QUESTION, SOURCE, WORKFLOW_ID } from './ids.js';

const QUOTE = 'A message leaves the service only through the log.';

export const learningExamples = [
  message(LearningPathCreated, {
    learningPathId: LEARNING_PATH_ID,
    workflowId: WORKFLOW_ID,
    title: QUESTION,
    userId: null,
    modules: [
      {
        moduleId: '0f6b1f0e-7d5f-5c2a-8a4b-3e2d1c0b9a87',
        title: QUESTION,
        subQuestion: QUESTION,
        items: [
          {
            itemId: '5a1c9d3e-2b4f-5e6a-9c7d-8f0e1d2c3b4a',
            prompt: 'A message leaves the service only through the ____.',
            answer: 'log',
            claimId: 'claim-1',
            citations: [
              { contentId: CONTENT_ID, source: SOURCE, sha256: BYTES_SHA256, start: 10, end: 60, quote: QUOTE },
            ],
          },
        ],
      },
    ],
    itemCount: 1,
    timestamp: at(13),
  }),
];
