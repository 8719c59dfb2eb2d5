import ts from 'typescript';
import { insertAt, parse } from './syntax.js';

/**
 * The text with `name` imported from `from`: into the import of that module where there is one, else as a line of its own
 * where the order of the imports has its place. A name that is imported from there already changes nothing; one that is
 * imported as a type only becomes one of a value when `type` is not asked for.
 */
export function addImport(text: string, name: string, from: string, { type = false } = {}): string {
  const file = parse(text);
  const imports = file.statements.filter(ts.isImportDeclaration);
  const existing = imports.find(
    (statement) => specifierOf(statement) === from && namedOf(statement) && !isTypeOnly(statement),
  );
  const named = existing && namedOf(existing);
  if (named) return withName(text, named, name, type);
  const typeOnly = imports.find((statement) => specifierOf(statement) === from && isTypeOnly(statement));
  const names = typeOnly && namedOf(typeOnly);
  if (typeOnly && names) {
    const known = names.elements.map((element) => element.getText());
    if (type) return known.includes(name) ? text : replaced(text, names, inOrder([...known, name]));
    const all = inOrder([...known.filter((one) => one !== name).map((one) => `type ${one}`), name]);
    const line = `import { ${all.join(', ')} } from '${from}';`;
    return text.slice(0, typeOnly.getStart()) + line + text.slice(typeOnly.end);
  }
  const line = `import ${type ? 'type ' : ''}{ ${name} } from '${from}';\n`;
  const next = imports.find((statement) => isBehind(specifierOf(statement), from));
  if (next) return insertAt(text, next.getStart(), line);
  const last = imports.at(-1);
  return last ? insertAt(text, last.end, `\n${line.trimEnd()}`) : insertAt(text, 0, `${line}\n`);
}

/** The text with `export * from` the module, or only `names` of it, where the order of the exports has its place. */
export function addExport(text: string, from: string, names?: readonly string[]): string {
  const exports = parse(text).statements.filter(ts.isExportDeclaration);
  if (exports.some((statement) => specifierOf(statement) === from)) return text;
  const line = `export ${names ? `{ ${names.join(', ')} }` : '*'} from '${from}';\n`;
  const next = exports.find((statement) => specifierOf(statement) > from);
  if (next) return insertAt(text, next.getStart(), line);
  return insertAt(text, exports.at(-1)?.end ?? text.length, exports.length > 0 ? `\n${line.trimEnd()}` : line);
}

function withName(text: string, named: ts.NamedImports, name: string, type: boolean): string {
  const present = named.elements.find((element) => element.name.text === name);
  if (present && (type || !present.isTypeOnly)) return text;
  const others = named.elements.filter((element) => element !== present).map((element) => element.getText());
  return replaced(text, named, inOrder([...others, type ? `type ${name}` : name]));
}

function replaced(text: string, named: ts.NamedImports, names: readonly string[]): string {
  return `${text.slice(0, named.getStart())}{ ${names.join(', ')} }${text.slice(named.end)}`;
}

/** By name without regard to case, as the imports of the house are. */
function inOrder(names: readonly string[]): string[] {
  const key = (name: string): string => name.replace(/^type /, '').toLowerCase();
  return [...names].sort((left, right) => (key(left) < key(right) ? -1 : 1));
}

/** Packages come before files; what lies above before what lies below. */
function isBehind(specifier: string, from: string): boolean {
  const [left, right] = [floorOf(specifier), floorOf(from)];
  return left === right ? specifier > from : left > right;
}

function floorOf(specifier: string): number {
  if (specifier.startsWith('node:')) return 0;
  if (!specifier.startsWith('.')) return 1;
  return specifier.startsWith('..') ? 2 : 3;
}

function specifierOf(statement: ts.ImportDeclaration | ts.ExportDeclaration): string {
  return statement.moduleSpecifier && ts.isStringLiteral(statement.moduleSpecifier)
    ? statement.moduleSpecifier.text
    : '';
}

function namedOf({ importClause }: ts.ImportDeclaration): ts.NamedImports | undefined {
  const bindings = importClause?.namedBindings;
  return bindings && ts.isNamedImports(bindings) ? bindings : undefined;
}

function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  return importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}
