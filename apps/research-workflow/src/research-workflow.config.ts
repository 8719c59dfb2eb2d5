import { EnvDefaults, StatefulServiceConfig } from '@edda/service';

/** What the research-workflow service is configured with. */
@EnvDefaults({ PORT: 3002 })
export class ResearchWorkflowConfig extends StatefulServiceConfig {}
