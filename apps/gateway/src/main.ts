import { runService } from '@edda/service';
import { gatewayService } from './gateway.module.js';

await runService(gatewayService, process);
