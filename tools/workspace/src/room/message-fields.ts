import type { Tree } from '@nx/devkit';
import ts from 'typescript';
import { parse } from '../edit/syntax.js';
import { EVENT_SCHEMAS } from '../names/event-schemas.js';

/** A field of a message or of a part of it. */
export interface MessageField {
  readonly name: string;
  /** As it is written: `string | null`. */
  readonly type: string;
  readonly isOptional: boolean;
}

/** The fields of a class of the event schemas, those that it inherits first. */
export function fieldsOf(tree: Tree, declaration: ts.ClassDeclaration): MessageField[] {
  const own = declaration.members.filter(ts.isPropertyDeclaration).map(({ name, type, questionToken }) => {
    const text = type?.getText() ?? '';
    return { name: name.getText(), type: text, isOptional: questionToken !== undefined || /\bnull\b/.test(text) };
  });
  const base = parentOf(tree, declaration);
  const inherited = base ? fieldsOf(tree, base) : [];
  return [...inherited.filter(({ name }) => !own.some((field) => field.name === name)), ...own];
}

function parentOf(tree: Tree, { heritageClauses }: ts.ClassDeclaration): ts.ClassDeclaration | undefined {
  const name = heritageClauses
    ?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
    ?.types[0]?.expression.getText();
  return name === undefined ? undefined : classInSchemas(tree, name);
}

function classInSchemas(tree: Tree, name: string): ts.ClassDeclaration | undefined {
  for (const folder of tree.children(EVENT_SCHEMAS)) {
    if (tree.isFile(`${EVENT_SCHEMAS}/${folder}`)) continue;
    for (const file of tree.children(`${EVENT_SCHEMAS}/${folder}`)) {
      const text = file.endsWith('.ts') ? (tree.read(`${EVENT_SCHEMAS}/${folder}/${file}`, 'utf8') ?? '') : '';
      if (!text.includes(`class ${name} `)) continue;
      const found = parse(text).statements.find((one) => ts.isClassDeclaration(one) && one.name?.text === name);
      if (found) return found as ts.ClassDeclaration;
    }
  }
  return undefined;
}
