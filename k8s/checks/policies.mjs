import { disruption } from './policies/disruption.mjs';
import { images } from './policies/images.mjs';
import { migrations } from './policies/migrations.mjs';
import { network } from './policies/network.mjs';
import { probes } from './policies/probes.mjs';
import { references } from './policies/references.mjs';
import { resources } from './policies/resources.mjs';
import { restricted } from './policies/restricted.mjs';
import { secrets } from './policies/secrets.mjs';
import { everyService } from './policies/services.mjs';
import { termination } from './policies/termination.mjs';

/** What every overlay keeps to: each takes the rendered objects and the names of the services, and returns problems. */
export const POLICIES = [
  disruption,
  everyService,
  images,
  migrations,
  network,
  probes,
  references,
  resources,
  restricted,
  secrets,
  termination,
];
