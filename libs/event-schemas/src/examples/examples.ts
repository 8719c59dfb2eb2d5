import type { NewMessage } from '../new-message.js';
import { agentExamples } from './agent-examples.js';
import { contentExamples } from './content-examples.js';
import { investigationExamples } from './investigation-examples.js';
import { learningExamples } from './learning-examples.js';
import { researchExamples } from './research-examples.js';
import { systemExamples } from './system-examples.js';

/** One valid message of every type in the catalogue; together they tell of one run. */
export const examples: readonly NewMessage[] = [
  ...contentExamples,
  ...researchExamples,
  ...investigationExamples,
  ...agentExamples,
  ...learningExamples,
  ...systemExamples,
];
