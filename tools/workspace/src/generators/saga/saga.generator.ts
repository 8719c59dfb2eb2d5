import { formatFiles, type GeneratorCallback, type Tree } from '@nx/devkit';
import { spellings } from '../../names/aggregate-names.js';
import { checkAggregateName } from '../../names/check-aggregate.js';
import { checkServiceIsThere } from '../../names/known-services.js';
import { Refusal } from '../../names/refusal.js';
import { capitalised } from '../../names/words.js';
import { aggregateMeant } from '../../room/aggregates-of.js';
import { addDependencies } from '../../room/app-package.js';
import { exampleId } from '../../room/example-id.js';
import { addGatewayPath } from '../../room/gateway-path.js';
import { ServiceModule } from '../../room/service-module.js';
import { testEnvironment } from '../../room/test-environment.js';
import { writeTemplates } from '../../room/write-templates.js';
import { completeWorkspace } from '../service/complete-workspace.js';

export interface SagaOptions {
  /** In kebab-case and the singular: `payment`. */
  readonly name: string;
  readonly service: string;
  /** The aggregate it changes; the only one of the service unless given. */
  readonly aggregate?: string;
  /** Leaves out what runs once the files are written. */
  readonly skipInstall?: boolean;
}

const PACKAGES = [
  '@edda/kernel',
  '@edda/sagas',
  '@edda/service',
  '@nestjs/common',
  '@nestjs/cqrs',
  '@nestjs/swagger',
  'class-transformer',
  'class-validator',
  'fastify',
];

/**
 * A process over an aggregate of a service: steps with a compensation and a signal, commands, REST and specs.
 *
 * @throws Refusal when a name is wrong or taken, or the aggregate is not a generated one; nothing is written then
 */
export async function sagaGenerator(
  tree: Tree,
  { name, service, aggregate, skipInstall = false }: SagaOptions,
): Promise<GeneratorCallback> {
  checkServiceIsThere(tree, service);
  const names = checkAggregateName(tree, service, name);
  const of = aggregateMeant(tree, service, aggregate);
  for (const file of [
    `commands/deed-now.ts`,
    `${of.kebab}.repository.ts`,
    `queries/get-${of.kebab}/get-${of.kebab}.query.ts`,
  ]) {
    const path = `apps/${service}/src/${of.kebab}/${file}`;
    if (tree.exists(path)) continue;
    throw new Refusal(
      `There is no ${path}: the aggregate ${of.kebab} is not as it is generated. Give --aggregate another one.`,
    );
  }
  const module = new ServiceModule(tree, service);

  const { kebab, constant } = names;
  writeTemplates(tree, new URL('files', import.meta.url), `apps/${service}`, {
    ...names,
    of,
    service: spellings(service),
    Spoken: capitalised(names.spoken),
    manyKebab: names.plural.kebab,
    env: testEnvironment(tree, service),
    exampleId: exampleId(`${service}/${of.kebab}`),
  });
  const providers = `./${kebab}/${kebab}-providers.js`;
  module.addControllers(`...${constant}_CONTROLLERS`, `${constant}_CONTROLLERS`, providers);
  module.addProviders(`...${constant}_PROVIDERS`, `${constant}_PROVIDERS`, providers);
  addDependencies(tree, service, PACKAGES);
  addGatewayPath(tree, service);
  await formatFiles(tree);
  return () => completeWorkspace(service, skipInstall);
}

export default sagaGenerator;
