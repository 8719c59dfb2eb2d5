import { runService } from '@edda/service';
import { learningService } from './learning.module.js';

await runService(learningService, process);
