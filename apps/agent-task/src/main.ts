import { runService } from '@edda/service';
import { agentTaskService } from './agent-task.module.js';

await runService(agentTaskService, process);
