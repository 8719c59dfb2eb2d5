import { Env, PORT_EXPECTS, StatefulServiceConfig } from '@edda/service';

/** What the research-workflow service is configured with. */
export class ResearchWorkflowConfig extends StatefulServiceConfig {
  @Env('PORT', { type: 'int', default: 3002, expects: PORT_EXPECTS })
  declare port: number;
}
