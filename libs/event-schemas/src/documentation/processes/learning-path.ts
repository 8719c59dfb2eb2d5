import type { ProcessDescription } from './process.js';

export const learningPath: ProcessDescription = {
  title: 'A learning path',
  text: 'A path to learn from is made of the report of a run; its questions quote the same sources.',
  steps: [
    { message: 'ResearchWorkflowCompleted', to: 'learning' },
    { call: 'GET /research/workflows/{id}/report', from: 'learning', to: 'research-workflow' },
    { message: 'LearningPathCreated', to: 'research-workflow' },
    { call: 'GET /learning/paths/{id}', from: 'asker', to: 'learning' },
  ],
};
