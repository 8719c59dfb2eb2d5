export { asyncApiDocument, type AsyncApiDocument } from './async-api/async-api-document.js';
export type {
  CatalogueContents,
  DocumentedSaga,
  DocumentedStep,
  DocumentedSubscription,
} from './catalogue-contents.js';
export { cataloguePages } from './catalogue-pages.js';
export { mermaidProblem } from './diagrams/check-mermaid.js';
export { listenerProblems } from './listener-problems.js';
export { messageSection } from './message-section.js';
