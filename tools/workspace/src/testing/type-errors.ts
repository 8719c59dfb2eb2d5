import { join, relative } from 'node:path';
import type { Tree } from '@nx/devkit';
import ts from 'typescript';

/**
 * What the compiler says of the TypeScript that was written below a folder, held against what it imports from the
 * workspace, each with its path and line.
 */
export function typeErrors(tree: Tree, folder: string): string[] {
  const changed = new Map(
    tree.listChanges().map(({ path, content }) => [join(tree.root, path), content?.toString() ?? '']),
  );
  const options = { ...baseOptions(tree.root), noEmit: true, emitDeclarationOnly: false, composite: false };
  const disk = ts.createCompilerHost(options);
  const folders = new Set([...changed.keys()].flatMap(foldersAbove));
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => changed.has(path) || disk.fileExists(path),
    directoryExists: (path) => folders.has(path) || (disk.directoryExists?.(path) ?? false),
    readFile: (path) => changed.get(path) ?? disk.readFile(path),
    getSourceFile: (path, language, ...rest) => {
      const text = changed.get(path);
      return text === undefined
        ? disk.getSourceFile(path, language, ...rest)
        : ts.createSourceFile(path, text, language);
    },
  };
  const roots = [...changed.keys()].filter((path) => path.endsWith('.ts') && path.startsWith(join(tree.root, folder)));
  const program = ts.createProgram(roots, options, host);
  // Only of these: the rest of the workspace is checked by its own projects.
  const files = roots.flatMap((path) => program.getSourceFile(path) ?? []);
  const found = files.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ]);
  return found.map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    const text = ts.flattenDiagnosticMessageText(messageText, ' ');
    return `${relative(tree.root, file?.fileName ?? '')}:${line}: ${text}`;
  });
}

function baseOptions(root: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), (path) => ts.sys.readFile(path));
  return ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, root).options;
}

function foldersAbove(path: string): string[] {
  const above: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) above.push(path.slice(0, end));
  return above;
}
