import { Env, EnvDefaults, StatefulServiceConfig } from '@edda/service';
import { IsUrl } from 'class-validator';

/** What the learning service is configured with. */
@EnvDefaults({ PORT: 3004 })
export class LearningConfig extends StatefulServiceConfig {
  /** Reports are read from there. */
  @Env('RESEARCH_WORKFLOW_URL', { expects: 'the URL of the research-workflow service, such as http://127.0.0.1:3002' })
  @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true })
  researchWorkflowUrl!: string;
}
