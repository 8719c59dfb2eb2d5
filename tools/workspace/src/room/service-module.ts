import type { Tree } from '@nx/devkit';
import { addImport } from '../edit/imports.js';
import { editText, textOf } from '../edit/json.js';
import { addToArray, addToObject, hasLiteral } from '../edit/literals.js';
import { Refusal } from '../names/refusal.js';
import { spellings } from '../names/aggregate-names.js';

type Edit = (text: string) => string;

/** What a service is made of: `<service>.module.ts`, and where a thing has its place in it. */
export class ServiceModule {
  private readonly path: string;
  private readonly module: string;
  private readonly definition: string;

  /** @throws Refusal when the file does not look as those of the services do */
  constructor(
    private readonly tree: Tree,
    service: string,
  ) {
    const { kebab, pascal, camel } = spellings(service);
    this.path = `apps/${kebab}/src/${kebab}.module.ts`;
    this.module = `${pascal}Module@Module`;
    this.definition = `${camel}Service`;
    this.assertKnown();
  }

  addControllers(expression: string, name: string, from: string): void {
    this.edit(imports(name, from), (text) => addToArray(text, `${this.module}.controllers`, expression));
  }

  addProviders(expression: string, name: string, from: string): void {
    this.edit(imports(name, from), (text) => addToArray(text, `${this.module}.providers`, expression));
  }

  /** Tables that TypeORM knows: for the queries of the module, and for the database of the service. */
  addEntities(expression: string, name: string, from: string): void {
    const repositories = `TypeOrmModule.forFeature(${expression.replace(/^\.\.\./, '')})`;
    this.edit(imports(name, from), (text) =>
      isThere(text, 'entities')
        ? addToArray(text, 'entities', expression)
        : addToArray(
            addToArray(text, `${this.definition}.entities`, expression),
            `${this.module}.imports`,
            expression.startsWith('...') ? repositories : `TypeOrmModule.forFeature([${expression}])`,
          ),
    );
  }

  addMigration(name: string, from: string): void {
    this.edit(imports(name, from), (text) => addToArray(text, `${this.definition}.migrations`, name));
  }

  addToLog(kind: 'aggregates' | 'projections', name: string, from: string): void {
    this.edit(
      imports(name, from),
      (text) => (hasLiteral(text, `${this.definition}.log`) ? text : addToObject(text, this.definition, 'log', '{}')),
      (text) => addToObject(text, `${this.definition}.log`, kind, '[]'),
      (text) => addToArray(text, `${this.definition}.log.${kind}`, name),
    );
  }

  private edit(...edits: readonly Edit[]): void {
    editText(this.tree, this.path, ...edits);
  }

  private assertKnown(): void {
    const text = textOf(this.tree, this.path);
    const arrays = ['controllers', 'providers', 'imports'].map((part) => `${this.module}.${part}`);
    for (const array of [...arrays, `${this.definition}.migrations`]) {
      if (isThere(text, array)) continue;
      throw new Refusal(`${this.path} has no list at ${array}: write one there, if only an empty one, and try again.`);
    }
  }
}

function imports(name: string, from: string): Edit {
  return (text) => addImport(text, name, from);
}

function isThere(text: string, path: string): boolean {
  try {
    return hasLiteral(text, path);
  } catch {
    return false;
  }
}
