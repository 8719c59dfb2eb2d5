import { TOPICS } from '../topics.js';

const { content, 'agent-task': agent, learning, 'research-workflow': research } = TOPICS;

/** How one research run goes through the topics, as a Mermaid sequence diagram. */
export const researchRunDiagram = `\`\`\`mermaid
sequenceDiagram
  actor asker
  participant R as research-workflow
  participant CC as ${content.command.name}
  participant C as content
  participant CE as ${content.event.name}
  participant AC as ${agent.command.name}
  participant A as agent-task
  participant AE as ${agent.event.name}
  participant RE as ${research.event.name}
  participant L as learning
  participant LE as ${learning.event.name}

  asker->>R: POST /research/workflows
  R->>RE: ResearchWorkflowCreated
  RE->>R: ResearchWorkflowCreated
  R->>RE: ResearchWorkflowStarted
  loop for each source
    R->>CC: ImportContent
    CC->>C: ImportContent
    C->>CE: ContentRequested
    asker->>C: POST /contents (the bytes of an upload)
    C->>CE: ContentUploaded
    C->>CE: ContentProcessingStarted
    C->>CE: ContentProcessingCompleted
    CE->>R: ContentProcessingCompleted
  end
  loop plan, gather, analyse, write, review
    R->>AC: RequestTask
    AC->>A: RequestTask
    A->>AE: TaskQueued, TaskAssigned
    A->>C: GET /contents/{id}/text
    A->>AE: TaskCompleted
    AE->>R: TaskCompleted
  end
  R->>RE: ResearchWorkflowCompleted
  RE->>L: ResearchWorkflowCompleted
  L->>R: GET /research/workflows/{id}/report
  L->>LE: LearningPathCreated
  LE->>R: LearningPathCreated
\`\`\``;
