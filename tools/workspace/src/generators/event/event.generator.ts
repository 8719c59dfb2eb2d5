import { formatFiles, type GeneratorCallback, type Tree } from '@nx/devkit';
import { addImport } from '../../edit/imports.js';
import { editText, textOf } from '../../edit/json.js';
import { addToArray, hasLiteral } from '../../edit/literals.js';
import { spellings } from '../../names/aggregate-names.js';
import { checkEventName, EVENT_SCHEMAS } from '../../names/event-schemas.js';
import { checkServiceIsThere } from '../../names/known-services.js';
import { Refusal } from '../../names/refusal.js';
import { kebabCase } from '../../names/words.js';
import { aggregateMeant } from '../../room/aggregates-of.js';
import { publishEvents } from '../../room/event-catalogue.js';
import { writeTemplates } from '../../room/write-templates.js';
import { completeWorkspace } from '../service/complete-workspace.js';
import { NewCommand } from './add-command.js';
import { RecordingAggregate } from './recorded-by.js';

export interface EventOptions {
  /** In the past tense, beginning with the aggregate: `InvoiceIssued`. */
  readonly name: string;
  readonly service: string;
  /** The aggregate that records it; the one its name begins with, or the only one, unless given. */
  readonly aggregate?: string;
  /** What callers ask for to have it recorded, over REST: `issue`; without it nobody can yet. */
  readonly command?: string;
  /** It never leaves the service. */
  readonly internal?: boolean;
  /** Leaves out what runs once the files are written. */
  readonly skipInstall?: boolean;
}

/**
 * An event of an aggregate: its class, its example, and the method that records it.
 *
 * @throws Refusal when a name is wrong or taken, or the aggregate is not a generated one; nothing is written then
 */
export async function eventGenerator(tree: Tree, options: EventOptions): Promise<GeneratorCallback> {
  const { service, internal = false, skipInstall = false } = options;
  checkServiceIsThere(tree, service);
  const event = checkEventName(tree, options.name);
  const kebab = kebabCase(event);
  const names = aggregateMeant(tree, service, options.aggregate, (known) => longestStart(known, kebab));
  const what = spellings(kebab.startsWith(`${names.kebab}-`) ? kebab.slice(names.kebab.length + 1) : kebab);
  const domain = `apps/${service}/src/${names.kebab}/domain`;
  if (tree.exists(`${domain}/${kebab}.ts`)) throw new Refusal(`${domain}/${kebab}.ts is there already.`);
  const aggregate = new RecordingAggregate(tree, service, names);
  const command = options.command ? new NewCommand(tree, service, names, options.command) : undefined;
  const method = command?.verb.camel ?? `mark${what.pascal}`;
  aggregate.assertFree(method);
  const examples = `${EVENT_SCHEMAS}/examples/${service}-${names.kebab}-examples.ts`;
  if (!internal && !tree.exists(examples)) {
    throw new Refusal(`There is no ${examples}, where the example of ${event} would be: write that file first.`);
  }

  const substitutions = { ...names, what, service, pascalEvent: event, event: kebab };
  const files = (folder: string): URL => new URL(`files/${folder}`, import.meta.url);
  if (internal) {
    writeTemplates(tree, files('internal'), domain, substitutions);
  } else {
    writeTemplates(tree, files('public'), `${EVENT_SCHEMAS}/${service}`, substitutions);
    publishEvents(tree, service, [event]);
    addExample(tree, examples, `${spellings(`${service}-${names.kebab}`).camel}Examples`, {
      event,
      from: `../${service}/${kebab}.js`,
      holder: names.camel,
    });
  }
  aggregate.add({ event, what, method, from: internal ? `./${kebab}.js` : '@edda/event-schemas' });
  command?.add(what);
  await formatFiles(tree);
  return () => completeWorkspace(service, skipInstall);
}

function longestStart(known: readonly string[], event: string): string | undefined {
  const starts = known.filter((name) => event.startsWith(`${name}-`));
  return starts.sort((left, right) => right.length - left.length)[0];
}

interface Example {
  readonly event: string;
  readonly from: string;
  /** The constant that holds what every example of the aggregate says. */
  readonly holder: string;
}

function addExample(tree: Tree, path: string, list: string, { event, from, holder }: Example): void {
  const text = textOf(tree, path);
  if (!hasLiteral(text, list) || !new RegExp(`const ${holder} =`).test(text)) {
    throw new Refusal(`${path} has no list ${list} with a constant ${holder}: write them, and try again.`);
  }
  const second = 50 + text.split('message(').length - 1;
  editText(
    tree,
    path,
    (before) => addImport(before, event, from),
    (before) => addToArray(before, list, `message(${event}, { ...${holder}, timestamp: at(${second}) })`),
  );
}

export default eventGenerator;
