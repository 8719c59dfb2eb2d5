import { fileURLToPath } from 'node:url';
import type { FileChange, Tree } from '@nx/devkit';
import { FsTree } from 'nx/src/generators/tree';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

/** The whole workspace as it is on the disk. What is written to it stays in memory. */
export function realWorkspace(): Tree {
  return new FsTree(ROOT, false);
}

/** Another one, with everything that was written to a tree before. */
export function workspaceAfter(changes: readonly FileChange[]): Tree {
  const tree = realWorkspace();
  for (const { path, content } of changes) tree.write(path, content ?? '');
  return tree;
}

/** Paths of what was written, in order. */
export function written(tree: Tree): string[] {
  return tree
    .listChanges()
    .map(({ path }) => path)
    .sort();
}

/** What is wrong with the syntax of the TypeScript that was written, each with its path. */
export function syntaxErrors(tree: Tree): string[] {
  return tree
    .listChanges()
    .filter(({ path }) => path.endsWith('.ts'))
    .flatMap(({ path, content }) => {
      const { diagnostics = [] } = ts.transpileModule(content?.toString() ?? '', {
        reportDiagnostics: true,
        compilerOptions: { target: ts.ScriptTarget.ESNext, experimentalDecorators: true },
      });
      return diagnostics.map(({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
    });
}

/** Lines into which a name was not filled, and remains of the template's own tags. */
export function unfilled(tree: Tree): string[] {
  return tree
    .listChanges()
    .filter(({ type }) => type === 'CREATE')
    .flatMap(({ path, content }) =>
      [path, ...(content?.toString() ?? '').split('\n')].filter((line) =>
        /<%|%>|__\w+__|\bundefined[A-Z]|\[object /.test(line),
      ),
    );
}
