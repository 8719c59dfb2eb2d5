import { formatFiles, type GeneratorCallback, type Tree } from '@nx/devkit';
import { aggregateNames } from '../../names/aggregate-names.js';
import { checkServiceName } from '../../names/check-service.js';
import { capitalised } from '../../names/words.js';
import { writeTemplates } from '../../room/write-templates.js';
import { aggregateGenerator } from '../aggregate/aggregate.generator.js';
import { reactionTo } from '../aggregate/reaction-to.js';
import { completeWorkspace } from './complete-workspace.js';
import { wireCompose } from './wiring/compose.js';
import { versionsOf } from './wiring/dependencies.js';
import { wireDocs } from './wiring/docs.js';
import { freePort, wireGateway } from './wiring/gateway.js';
import { wireKubernetes } from './wiring/kubernetes.js';
import { wireStandalone } from './wiring/standalone.js';
import { wireTopics } from './wiring/topics.js';

export interface ServiceOptions {
  /** In kebab-case: `billing`. */
  readonly name: string;
  /** In kebab-case and the singular; `<name>-record` unless given. */
  readonly aggregate?: string;
  /** The event of another context that an aggregate is created for; `ContentProcessingCompleted` unless given. */
  readonly reactsTo?: string;
  /** Leaves out what runs once the files are written. */
  readonly skipInstall?: boolean;
}

/**
 * A bounded context as a service of its own: an aggregate with all that belongs to it, a reaction to another context's
 * event, its topics, and its place in gateway, platform, compose file and cluster.
 *
 * @throws Refusal when a name is wrong or taken; nothing is written then
 */
export async function serviceGenerator(
  tree: Tree,
  { name, aggregate, reactsTo = 'ContentProcessingCompleted', skipInstall = false }: ServiceOptions,
): Promise<GeneratorCallback> {
  const names = checkServiceName(tree, name);
  const record = aggregate ?? `${name}-record`;
  const many = aggregateNames(record).plural;
  const port = freePort(tree);
  const substitutions = {
    ...names,
    many,
    Many: capitalised(many.spoken),
    record: aggregateNames(record),
    reaction: reactionTo(tree, name, reactsTo),
    port,
    versions: { ...versionsOf(tree, 'libs/service'), ...versionsOf(tree, 'apps/learning') },
  };
  writeTemplates(tree, new URL('files/app', import.meta.url), `apps/${name}`, substitutions);
  wireTopics(tree, names);
  await aggregateGenerator(tree, { name: record, service: name, reactsTo });
  wireGateway(tree, names, port);
  wireStandalone(tree, names);
  wireCompose(tree, names);
  wireKubernetes(tree, names);
  wireDocs(tree, names, port);
  await formatFiles(tree);
  return () => completeWorkspace(names.kebab, skipInstall);
}

export default serviceGenerator;
