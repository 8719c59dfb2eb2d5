// Writes what follows from elsewhere: topics from the schemas, scaled objects from the subscriptions of the services, alerts
// from observability/. With --check it only says what is stale. Reads the build of libs.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { stringify } from 'yaml';
import { kafkaTopics } from './generate/kafka-topics.mjs';
import { prometheusRule } from './generate/prometheus-rule.mjs';
import { scaledObjects } from './generate/scaled-objects.mjs';

const root = join(import.meta.dirname, '..');
const COMMAND = 'npm run generated';

/** @returns {Promise<Map<string, string>>} texts by path, as they should be */
async function wanted() {
  const objects = {
    'components/kafka/topics.yaml': ['libs/event-schemas', await kafkaTopics()],
    'components/keda/scaled-objects.yaml': ['the subscriptions in apps/', scaledObjects(root)],
    'components/monitoring/alerts.yaml': ['observability/alerts.yaml', [prometheusRule(root)]],
  };
  const style = await resolveConfig(join(root, 'package.json'));
  const texts = new Map();
  for (const [name, [source, documents]] of Object.entries(objects)) {
    const path = join(import.meta.dirname, name);
    const text = `# Made of ${source} by "${COMMAND}".\n${documents.map((one) => stringify(one, { lineWidth: 0 })).join('---\n')}`;
    texts.set(path, await format(text, { ...style, parser: 'yaml' }));
  }
  return texts;
}

let stale = 0;
for (const [path, text] of await wanted()) {
  if (!process.argv.includes('--check')) {
    writeFileSync(path, text);
  } else if (readFileSync(path, 'utf8') !== text) {
    console.error(`${relative(root, path)} does not fit its source any more: run "${COMMAND}".`);
    stale++;
  }
}
process.exitCode = stale > 0 ? 1 : 0;
