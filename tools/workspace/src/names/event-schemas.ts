import type { Tree } from '@nx/devkit';
import ts from 'typescript';
import { parse } from '../edit/syntax.js';
import { Refusal } from './refusal.js';
import { KEBAB_CASE, kebabCase, pascalCase } from './words.js';

export const EVENT_SCHEMAS = 'libs/event-schemas/src';

/** A message as its file declares it. */
export interface DeclaredMessage {
  readonly name: string;
  /** Path from the root of the workspace. */
  readonly path: string;
  /** The context that sends it. */
  readonly sender: string;
  /** The class body's text; where its fields are read from. */
  readonly declaration: ts.ClassDeclaration;
}

/** Every class name that the schemas have, messages and parts of them, with its message where it is one. */
export function declaredClasses(tree: Tree): Map<string, DeclaredMessage | null> {
  const found = new Map<string, DeclaredMessage | null>();
  for (const folder of tree.children(EVENT_SCHEMAS)) {
    if (tree.isFile(`${EVENT_SCHEMAS}/${folder}`)) continue;
    for (const file of tree.children(`${EVENT_SCHEMAS}/${folder}`)) {
      if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
      const path = `${EVENT_SCHEMAS}/${folder}/${file}`;
      for (const statement of parse(tree.read(path, 'utf8') ?? '').statements) {
        if (!ts.isClassDeclaration(statement) || !statement.name) continue;
        const sender = senderOf(statement);
        const name = statement.name.text;
        found.set(name, sender === undefined ? null : { name, path, sender, declaration: statement });
      }
    }
  }
  return found;
}

function senderOf(declaration: ts.ClassDeclaration): string | undefined {
  for (const { expression } of ts.getDecorators(declaration) ?? []) {
    if (!ts.isCallExpression(expression) || !/^(?:Event|Command|Reply)Schema$/.test(expression.expression.getText()))
      continue;
    return /\bsender: '([^']+)'/.exec(expression.getText())?.[1];
  }
  return undefined;
}

/**
 * The name of a new event as its class: `InvoiceIssued`, from that or from `invoice-issued`.
 *
 * @throws Refusal when it is no name for one, or is taken
 */
export function checkEventName(tree: Tree, given: unknown): string {
  const kebab = typeof given === 'string' ? kebabCase(given) : '';
  if (!KEBAB_CASE.test(kebab) || !kebab.includes('-') || kebab.length > 60) {
    throw new Refusal(
      `"${String(given ?? '')}" is no name for an event: say what happened to what, in the past tense and at most 60 characters, such as InvoiceIssued.`,
    );
  }
  const name = pascalCase(kebab);
  checkClassIsFree(tree, name);
  return name;
}

/** @throws Refusal when the schemas have a class of this name */
export function checkClassIsFree(tree: Tree, name: string): void {
  const classes = declaredClasses(tree);
  if (!classes.has(name)) return;
  const where = classes.get(name);
  throw new Refusal(
    where
      ? `There is an event ${name} already, in ${where.path}: take another name.`
      : `${EVENT_SCHEMAS} has a class ${name} already: take another name.`,
  );
}
