import type { Tree } from '@nx/devkit';
import ts from 'typescript';
import { parse } from '../edit/syntax.js';

/**
 * The settings that a service has no defaults for, as the last argument of `startServiceUnderTest`: `, { CONTENT_URL: … }`;
 * nothing when it has defaults for all of them.
 */
export function testEnvironment(tree: Tree, service: string): string {
  const file = parse(tree.read(`apps/${service}/src/${service}.config.ts`, 'utf8') ?? '');
  const required: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isDecorator(node) &&
      ts.isCallExpression(node.expression) &&
      node.expression.expression.getText() === 'Env'
    ) {
      const [variable, options] = node.expression.arguments;
      const hasDefault = /\bdefault:/.test(options?.getText() ?? '');
      if (variable && ts.isStringLiteral(variable) && !hasDefault) required.push(variable.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (required.length === 0) return '';
  return `, { ${required.map((name) => `${name}: '${valueOf(name, service)}'`).join(', ')} }`;
}

/** Nothing listens on port 9, and nothing asks in these specs. */
function valueOf(name: string, service: string): string {
  return name.endsWith('_URL') ? 'http://127.0.0.1:9' : `/tmp/edda-${service}-spec`;
}
