import ts from 'typescript';
import { classNamed, expressionAt, insertAt, isSameCode, nameOf, parse } from './syntax.js';

/** The text with a string in a union of strings, at its end: `type Context = 'content' | 'learning'`. */
export function addToUnion(text: string, typeName: string, member: string): string {
  const alias = parse(text).statements.find(
    (statement) => ts.isTypeAliasDeclaration(statement) && statement.name.text === typeName,
  );
  if (!alias || !ts.isTypeAliasDeclaration(alias)) throw new Error(`There is no type ${typeName} in the file.`);
  const members = ts.isUnionTypeNode(alias.type) ? [...alias.type.types] : [alias.type];
  if (members.some((present) => isSameCode(present.getText(), `'${member}'`))) return text;
  return insertAt(text, alias.type.end, ` | '${member}'`);
}

/** The text with a property in an interface, at its end; one of that name that is there already changes nothing. */
export function addToInterface(text: string, interfaceName: string, property: string, type: string): string {
  const found = parse(text).statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === interfaceName,
  );
  if (!found || !ts.isInterfaceDeclaration(found)) throw new Error(`There is no interface ${interfaceName}.`);
  if (found.members.some(({ name }) => name && nameOf(name) === property)) return text;
  return insertAt(text, found.end - 1, `  ${property}: ${type};\n`);
}

/** The text with a member at the end of a class; one of that name that is there already changes nothing. */
export function addToClass(text: string, className: string, memberName: string, member: string): string {
  const found = classNamed(parse(text), className);
  if (found.members.some(({ name }) => name && nameOf(name) === memberName)) return text;
  return insertAt(text, found.end - 1, `\n${member}\n`);
}

/**
 * The text with a call at the end of a chain of calls: `.on(InvoiceClosed, () => ({}))` on the constant `evolver`. A chain
 * that has a call of the same method with the same first argument stays as it is.
 */
export function addToChain(text: string, path: string, method: string, args: readonly [string, ...string[]]): string {
  const chain = expressionAt(parse(text), path);
  if (!chain) throw new Error(`There is no chain of calls at ${path}.`);
  for (let link: ts.Node = chain; ts.isCallExpression(link);) {
    const { expression, arguments: given } = link;
    if (!ts.isPropertyAccessExpression(expression)) break;
    if (expression.name.text === method && given[0] && isSameCode(given[0].getText(), args[0])) return text;
    link = expression.expression;
  }
  return insertAt(text, chain.end, `.${method}(${args.join(', ')})`);
}
