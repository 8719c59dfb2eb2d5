import { Module } from '@nestjs/common';
import type { ServiceDefinition } from '@edda/service';
import { guardAccess } from './access/guard-access.js';
import { GatewayConfig } from './gateway-config.js';
import { ServiceReadiness } from './health/service-readiness.js';
import { ServiceDocuments } from './open-api/service-documents.js';
import { forwardToServices } from './proxy/forward.js';
import { streamBodies } from './proxy/stream-bodies.js';
import { RootController } from './root.controller.js';

export { GatewayConfig } from './gateway-config.js';
export { wholeDocument } from './open-api/whole-document.js';
export { UPSTREAMS } from './upstreams.js';

@Module({ controllers: [RootController], providers: [ServiceDocuments, ServiceReadiness] })
export class GatewayModule {}

/** The one door: REST in front of the services, access, limits, and the API of the whole. */
export const gatewayService: ServiceDefinition<GatewayConfig> = {
  name: 'gateway',
  title: 'Edda',
  description: 'Research, content, learning and agent work.',
  config: GatewayConfig,
  module: () => GatewayModule,
  callers: 'anyone',
  rootPaths: ['/'],
  http: ({ requestTimeoutMs }) => ({ requestTimeoutMs, readBodies: streamBodies }),
  openApi: (app, own) => app.get(ServiceDocuments).whole(own),
  configure: async (app, config) => {
    await guardAccess(app, config);
    await forwardToServices(app, config);
  },
};
