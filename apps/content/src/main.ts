import { runService } from '@edda/service';
import { contentService } from './content.module.js';

await runService(contentService, process);
