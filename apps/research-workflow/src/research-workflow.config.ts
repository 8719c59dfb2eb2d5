import { Env, EnvDefaults, StatefulServiceConfig } from '@edda/service';
import { IsOptional, IsUrl } from 'class-validator';

/** What the research-workflow service is configured with. */
@EnvDefaults({ PORT: 3002 })
export class ResearchWorkflowConfig extends StatefulServiceConfig {
  /** Where investigations read contents; without it findings and enrichments are refused. */
  @Env('CONTENT_URL', { default: null, expects: 'the URL of the content service, such as http://127.0.0.1:3001' })
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  contentUrl!: string | null;
}
