import type { ProcessDescription } from './process.js';

export const researchRun: ProcessDescription = {
  title: 'A research run',
  text:
    'A question is answered from sources, with claims that quote them. The report comes to its end in `research-workflow`; everybody ' +
    'hears of it by `ResearchWorkflowCompleted`, `ResearchWorkflowFailed` or `ResearchWorkflowCancelled`. All messages of a run carry ' +
    'its workflow id as `ce_correlationid`.',
  saga: 'research',
  steps: [
    { call: 'POST /research/workflows', from: 'asker', to: 'research-workflow' },
    { message: 'ResearchWorkflowCreated', to: 'research-workflow' },
    { message: 'ResearchWorkflowStarted' },
    {
      loop: 'for each source',
      steps: [
        { message: 'ImportContent', to: 'content' },
        { message: 'ContentProcessingCompleted', to: 'research-workflow' },
      ],
    },
    {
      loop: 'plan, gather, analyse, write, review',
      steps: [
        { message: 'RequestTask', to: 'agent-task' },
        { message: 'TaskQueued', to: 'research-workflow' },
        { message: 'TaskAssigned', to: 'research-workflow' },
        { call: 'GET /contents/{id}/text', from: 'agent-task', to: 'content' },
        { message: 'TaskCompleted', to: 'research-workflow' },
      ],
    },
    { message: 'ResearchWorkflowCompleted', to: 'learning' },
  ],
};
