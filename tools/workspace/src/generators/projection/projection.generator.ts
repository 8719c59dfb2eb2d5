import { formatFiles, type GeneratorCallback, type Tree } from '@nx/devkit';
import { spellings } from '../../names/aggregate-names.js';
import { checkWord } from '../../names/check-word.js';
import { checkServiceIsThere } from '../../names/known-services.js';
import { Refusal } from '../../names/refusal.js';
import { HOUSE_WORDS } from '../../names/reserved-words.js';
import { addDependencies } from '../../room/app-package.js';
import { exampleId } from '../../room/example-id.js';
import { addGatewayPath } from '../../room/gateway-path.js';
import { nextMigration } from '../../room/next-migration.js';
import { ServiceModule } from '../../room/service-module.js';
import { testEnvironment } from '../../room/test-environment.js';
import { writeTemplates } from '../../room/write-templates.js';
import { completeWorkspace } from '../service/complete-workspace.js';
import { followedEvents } from './followed-events.js';

export interface ProjectionOptions {
  /** What it shows: `overdue`. */
  readonly name: string;
  readonly service: string;
  /** The events it follows, with commas; all of the service unless given. */
  readonly events?: string;
  /** Leaves out what runs once the files are written. */
  readonly skipInstall?: boolean;
}

const PACKAGES = [
  '@edda/event-schemas',
  '@edda/event-store',
  '@edda/kernel',
  '@edda/service',
  '@nestjs/common',
  '@nestjs/cqrs',
  '@nestjs/swagger',
  '@nestjs/typeorm',
  'typeorm',
];

/**
 * A read model of a service, with an entry for each thing that its events are about: table, projection, query and REST.
 *
 * @throws Refusal when a name is wrong or taken, or the events cannot be followed together; nothing is written then
 */
export async function projectionGenerator(tree: Tree, options: ProjectionOptions): Promise<GeneratorCallback> {
  const { name, service, skipInstall = false } = options;
  checkServiceIsThere(tree, service);
  checkWord('projection', name, 'overdue');
  if (HOUSE_WORDS.has(name)) {
    throw new Refusal(`"${name}" is what the code of every service calls a part of its own: take another word.`);
  }
  if (tree.exists(`apps/${service}/src/${name}`)) {
    throw new Refusal(`apps/${service}/src/${name} is there already: take another name, or remove that folder first.`);
  }
  const asked = (options.events ?? '')
    .split(',')
    .map((event) => event.trim())
    .filter(Boolean);
  const followed = followedEvents(tree, service, asked);
  const module = new ServiceModule(tree, service);

  const { kebab, pascal, constant, ...names } = spellings(name);
  const timestamp = nextMigration(tree, service, Date.now());
  writeTemplates(tree, new URL('files', import.meta.url), `apps/${service}`, {
    ...names,
    ...followed,
    kebab,
    pascal,
    constant,
    service: spellings(service),
    timestamp,
    env: testEnvironment(tree, service),
    exampleId: exampleId(`${service}/${followed.subject.kebab}`),
  });

  const providers = `./${kebab}/${kebab}-providers.js`;
  module.addEntities(`...${constant}_ENTITIES`, `${constant}_ENTITIES`, providers);
  module.addControllers(`...${constant}_CONTROLLERS`, `${constant}_CONTROLLERS`, providers);
  module.addProviders(`...${constant}_PROVIDERS`, `${constant}_PROVIDERS`, providers);
  module.addMigration(`Create${pascal}${timestamp}`, `./migrations/${timestamp}-create-${kebab}.js`);
  module.addToLog('projections', `${pascal}Projection`, `./${kebab}/projections/${kebab}.projection.js`);
  addDependencies(tree, service, PACKAGES);
  addGatewayPath(tree, service);
  await formatFiles(tree);
  return () => completeWorkspace(service, skipInstall);
}

export default projectionGenerator;
