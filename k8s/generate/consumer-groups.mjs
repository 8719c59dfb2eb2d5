import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const DECORATORS = new Set(['Receive', 'Subscribe', 'SubscribeToAll']);

/**
 * The names of the consumer groups of a service, read from its sources: of `@Subscribe(Event, 'name')` and its like, and of
 * `streams.run('name', ...)`. Without the groups every service has from the libs, which are rarely busy.
 *
 * @param {string} service the folder of the service in apps/
 */
export function consumerGroups(root, service) {
  const names = new Set();
  for (const file of sources(join(root, 'apps', service, 'src'))) {
    const visit = (node) => {
      if (ts.isCallExpression(node)) nameOf(node).forEach((name) => names.add(`${service}.${name}`));
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  }
  return [...names].sort();
}

function nameOf({ parent, expression, arguments: [first, second] }) {
  const isSubscription = ts.isDecorator(parent) && ts.isIdentifier(expression) && DECORATORS.has(expression.text);
  if (isSubscription) return textOf(second);
  const isStream =
    ts.isPropertyAccessExpression(expression) && expression.getText().endsWith('streams.run') && first !== undefined;
  return isStream ? textOf(first) : [];
}

function textOf(node) {
  return node !== undefined && ts.isStringLiteral(node) ? [node.text] : [];
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !/\.(spec|d)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
