export { ApiFile } from './api-file.decorator.js';
export { operationsOf, isWrite, type Method, type Operation, type Response } from './operation.js';
export { exampleId } from './example-of.js';
export { previewApiDocument } from './preview-api-document.js';
export type { ProblemNote } from './problem-note.js';
export { addProblems } from './problem-responses.js';
export { shareResponses } from './share-responses.js';
