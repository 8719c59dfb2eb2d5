import { runService } from '@edda/service';
import { researchWorkflowService } from './research-workflow.module.js';

await runService(researchWorkflowService, process);
