import { formatFiles, type GeneratorCallback, type Tree } from '@nx/devkit';
import { addImport } from '../../edit/imports.js';
import { editText } from '../../edit/json.js';
import { addToArray } from '../../edit/literals.js';
import { spellings } from '../../names/aggregate-names.js';
import { checkAggregateName } from '../../names/check-aggregate.js';
import { checkClassIsFree, EVENT_SCHEMAS } from '../../names/event-schemas.js';
import { checkServiceIsThere } from '../../names/known-services.js';
import { capitalised } from '../../names/words.js';
import { addDependencies } from '../../room/app-package.js';
import { publishEvents, publishExamples } from '../../room/event-catalogue.js';
import { exampleId } from '../../room/example-id.js';
import { addGatewayPath } from '../../room/gateway-path.js';
import { nextMigration } from '../../room/next-migration.js';
import { testEnvironment } from '../../room/test-environment.js';
import { writeTemplates } from '../../room/write-templates.js';
import { ServiceModule } from '../../room/service-module.js';
import { completeWorkspace } from '../service/complete-workspace.js';
import { addListener, reactionTo } from './reaction-to.js';

export interface AggregateOptions {
  /** In kebab-case and the singular: `invoice`. */
  readonly name: string;
  /** A service that keeps events: `billing`. */
  readonly service: string;
  /** An event of another context that one is created for: `ContentProcessingCompleted`. */
  readonly reactsTo?: string;
  /** Leaves out what runs once the files are written. */
  readonly skipInstall?: boolean;
}

const PACKAGES = [
  '@edda/event-schemas',
  '@edda/event-store',
  '@edda/kernel',
  '@edda/messaging',
  '@edda/service',
  '@nestjs/common',
  '@nestjs/cqrs',
  '@nestjs/swagger',
  '@nestjs/typeorm',
  'class-transformer',
  'class-validator',
  'fastify',
  'typeorm',
];

/**
 * An aggregate of a service, with all that belongs to it: events, commands, queries, read model, REST and specs.
 *
 * @throws Refusal when a name is wrong or taken; nothing is written then
 */
export async function aggregateGenerator(
  tree: Tree,
  { name, service, reactsTo, skipInstall = false }: AggregateOptions,
): Promise<GeneratorCallback> {
  checkServiceIsThere(tree, service);
  const names = checkAggregateName(tree, service, name);
  const events = ['Created', 'Renamed', 'Closed'].map((what) => names.pascal + what);
  for (const event of events) checkClassIsFree(tree, event);
  const reaction = reactsTo ? reactionTo(tree, service, reactsTo) : undefined;
  const module = new ServiceModule(tree, service);

  const { kebab, pascal, constant, plural: many } = names;
  const timestamp = nextMigration(tree, service, Date.now());
  const substitutions = {
    ...names,
    many,
    service: spellings(service),
    Article: capitalised(names.article),
    Spoken: capitalised(names.spoken),
    Many: capitalised(many.spoken),
    manyKebab: many.kebab,
    serviceKebab: service,
    senderKebab: reaction?.sender.kebab,
    reaction,
    env: testEnvironment(tree, service),
    timestamp,
    exampleId: exampleId(`${service}/${kebab}`),
  };
  const files = (folder: string): URL => new URL(`files/${folder}`, import.meta.url);
  writeTemplates(tree, files('event-schemas'), EVENT_SCHEMAS, substitutions);
  writeTemplates(tree, files('app'), `apps/${service}`, substitutions);

  publishEvents(tree, service, events);
  publishExamples(tree, `${spellings(`${service}-${kebab}`).camel}Examples`, `${service}-${kebab}-examples`);

  const providers = `./${kebab}/${kebab}-providers.js`;
  module.addEntities(`...${constant}_ENTITIES`, `${constant}_ENTITIES`, providers);
  module.addControllers(`...${constant}_CONTROLLERS`, `${constant}_CONTROLLERS`, providers);
  module.addProviders(`...${constant}_PROVIDERS`, `${constant}_PROVIDERS`, providers);
  module.addMigration(`Create${many.pascal}${timestamp}`, `./migrations/${timestamp}-create-${many.kebab}.js`);
  module.addToLog('aggregates', pascal, `./${kebab}/domain/${kebab}.js`);
  module.addToLog('projections', `${pascal}ViewProjection`, `./${kebab}/projections/${kebab}-view.projection.js`);
  addDependencies(tree, service, PACKAGES);
  addGatewayPath(tree, service);

  if (reaction) {
    writeTemplates(tree, files('reaction'), `apps/${service}/src`, substitutions);
    const controller = `${reaction.sender.pascal}MessagesController`;
    editText(
      tree,
      `apps/${service}/src/${kebab}/${kebab}-providers.ts`,
      (text) => addImport(text, controller, `./messages/${reaction.sender.kebab}-messages.controller.js`),
      (text) => addToArray(text, `${constant}_CONTROLLERS`, controller),
    );
    addListener(tree, reaction, service);
  }
  await formatFiles(tree);
  return () => completeWorkspace(service, skipInstall);
}

export default aggregateGenerator;
