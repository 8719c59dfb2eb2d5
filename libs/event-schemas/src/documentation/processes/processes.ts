import { contentProcessing } from './content-processing.js';
import { download } from './download.js';
import { enrichment } from './enrichment.js';
import { forgetting } from './forgetting.js';
import { learningPath } from './learning-path.js';
import type { ProcessDescription } from './process.js';
import { researchRun } from './research-run.js';

export const PROCESSES: readonly ProcessDescription[] = [
  researchRun,
  contentProcessing,
  download,
  enrichment,
  learningPath,
  forgetting,
];
