import ts from 'typescript';

export function parse(text: string): ts.SourceFile {
  return ts.createSourceFile('edited.ts', text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
}

/** The text with `added` put in at an offset. */
export function insertAt(text: string, offset: number, added: string): string {
  return text.slice(0, offset) + added + text.slice(offset);
}

/** Whether two pieces of code are the same but for white space and commas at the end. */
export function isSameCode(left: string, right: string): boolean {
  return compact(left) === compact(right);
}

function compact(code: string): string {
  return code.replace(/\s+/g, '').replace(/,([\])}])/g, '$1');
}

export function classNamed(file: ts.SourceFile, name: string): ts.ClassDeclaration {
  const found = file.statements.find((statement) => ts.isClassDeclaration(statement) && statement.name?.text === name);
  if (!found) throw new Error(`There is no class ${name} at the top of the file: has it been renamed?`);
  return found as ts.ClassDeclaration;
}

/**
 * The expression that a path names: a constant at the top of the file, or a decorator of a class, and properties in it;
 * `billingService.log.projections`, `BillingModule@Module.imports`. Calls, `new`, `as` and `satisfies` are looked through
 * to the literal in them.
 *
 * @returns undefined when the first name is there and a property is not
 * @throws Error when the first name is not there
 */
export function expressionAt(file: ts.SourceFile, path: string): ts.Expression | undefined {
  const [first = '', ...properties] = path.split('.');
  let expression: ts.Expression | undefined = rootOf(file, first);
  for (const property of properties) {
    const literal: ts.Node | undefined = expression && literalIn(expression);
    if (!literal || !ts.isObjectLiteralExpression(literal)) return undefined;
    expression = propertyOf(literal, property)?.initializer;
  }
  return expression;
}

function rootOf(file: ts.SourceFile, name: string): ts.Expression {
  const [holder = '', decorator] = name.split('@');
  const root = decorator ? decoratorOf(classNamed(file, holder), decorator) : constantNamed(file, holder);
  if (!root) throw new Error(`There is no ${name} at the top of the file: has it been renamed?`);
  return root;
}

function constantNamed(file: ts.SourceFile, name: string): ts.Expression | undefined {
  const declarations = file.statements.flatMap((statement) =>
    ts.isVariableStatement(statement) ? [...statement.declarationList.declarations] : [],
  );
  return declarations.find((declaration) => declaration.name.getText() === name)?.initializer;
}

function decoratorOf(declaration: ts.ClassDeclaration, name: string): ts.Expression | undefined {
  const calls = (ts.getDecorators(declaration) ?? []).map(({ expression }) => expression);
  return calls.find((call) => ts.isCallExpression(call) && call.expression.getText() === name);
}

/** The array or object literal that an expression comes down to. */
export function literalIn(
  expression: ts.Expression,
): ts.ArrayLiteralExpression | ts.ObjectLiteralExpression | undefined {
  if (ts.isArrayLiteralExpression(expression) || ts.isObjectLiteralExpression(expression)) return expression;
  if (
    ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression) ||
    ts.isParenthesizedExpression(expression)
  ) {
    return literalIn(expression.expression);
  }
  if (!ts.isCallExpression(expression) && !ts.isNewExpression(expression)) return undefined;
  for (const argument of expression.arguments ?? []) {
    const literal = literalIn(argument);
    if (literal) return literal;
  }
  return undefined;
}

export function propertyOf(literal: ts.ObjectLiteralExpression, name: string): ts.PropertyAssignment | undefined {
  const found = literal.properties.find(
    (property) => ts.isPropertyAssignment(property) && nameOf(property.name) === name,
  );
  return found as ts.PropertyAssignment | undefined;
}

export function nameOf(name: ts.PropertyName): string {
  return ts.isStringLiteral(name) || ts.isIdentifier(name) ? name.text : name.getText();
}
