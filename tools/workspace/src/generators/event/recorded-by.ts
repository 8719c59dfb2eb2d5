import ts from 'typescript';
import type { Tree } from '@nx/devkit';
import { addToChain, addToInterface } from '../../edit/declarations.js';
import { addImport } from '../../edit/imports.js';
import { editText, textOf } from '../../edit/json.js';
import { addToObject } from '../../edit/literals.js';
import { classNamed, insertAt, parse } from '../../edit/syntax.js';
import type { AggregateNames, Spellings } from '../../names/aggregate-names.js';
import { Refusal } from '../../names/refusal.js';

/** An event that an aggregate is to record. */
export interface NewFact {
  readonly event: string;
  /** What happened, without the name of the aggregate: `issued`. */
  readonly what: Spellings;
  /** The method of the aggregate that records it: `issue`, or `markIssued`. */
  readonly method: string;
  /** Where the files in the aggregate's `domain` import the event from. */
  readonly from: string;
}

/** Lets an aggregate record an event once, by a method, and know that it has: in its class, its state and its spec. */
export class RecordingAggregate {
  private readonly domain: string;

  /** @throws Refusal when the files of the aggregate are not as the generator of aggregates writes them */
  constructor(
    private readonly tree: Tree,
    service: string,
    private readonly names: AggregateNames,
  ) {
    this.domain = `apps/${service}/src/${names.kebab}/domain`;
    const { kebab, pascal, camel } = names;
    this.assertHas(`${kebab}-state.ts`, `interface ${pascal}State`, `const new${pascal}`, `const ${camel}Evolver`);
    this.assertHas(`${kebab}.ts`, 'assertOpen(): void', 'told({ userId, now }: Deed)');
    this.assertHas(`${kebab}.spec.ts`, 'const fresh =', 'const created =', 'const closed =', 'const told =');
  }

  /** @throws Refusal when the aggregate has a method of this name */
  assertFree(method: string): void {
    const path = `${this.domain}/${this.names.kebab}.ts`;
    const { members } = classNamed(parse(textOf(this.tree, path)), this.names.pascal);
    if (!members.some(({ name }) => name?.getText() === method)) return;
    throw new Refusal(`${path} has a method ${method} already: give --command another word.`);
  }

  add(fact: NewFact): void {
    this.addToState(fact);
    this.addToClass(fact);
    this.addToSpec(fact);
  }

  private addToState({ event, what, from }: NewFact): void {
    const { kebab, pascal, camel } = this.names;
    editText(
      this.tree,
      `${this.domain}/${kebab}-state.ts`,
      (text) => addImport(text, event, from),
      (text) => addToInterface(text, `${pascal}State`, `readonly ${what.camel}At`, 'string | null'),
      (text) => addToObject(text, `new${pascal}`, `${what.camel}At`, 'null'),
      (text) =>
        addToChain(text, `${camel}Evolver`, 'on', [
          event,
          `(state, { timestamp }) => ({ ...state, ${what.camel}At: timestamp })`,
        ]),
    );
  }

  private addToClass({ event, what, method: name, from }: NewFact): void {
    const { kebab, pascal } = this.names;
    const method = `  /** Once; nothing happens when it was recorded before. */
  ${name}(deed: Deed): void {
    this.assertOpen();
    if (this.state.${what.camel}At !== null) return;
    this.record(${event}, this.told(deed));
  }

`;
    editText(
      this.tree,
      `${this.domain}/${kebab}.ts`,
      (text) => addImport(text, event, from),
      // Snapshots of before know nothing of the new field.
      (text) => text.replace(/(static readonly snapshotVersion = )(\d+)/, (_, start, old) => start + (Number(old) + 1)),
      (text) => insertAt(text, firstPrivate(text, pascal), method),
    );
  }

  private addToSpec({ event, what, method, from }: NewFact): void {
    const { kebab, constant } = this.names;
    const record = `${method}(deed)`;
    const test = `
  it('records ${event} once, while it is open', () => {
    const ${what.camel} = message(${event}, told);
    given(fresh(), created).when((it) => it.${record}).then(${what.camel});
    given(fresh(), created, ${what.camel}).when((it) => it.${record}).thenNothing();
    given(fresh(), created, closed).when((it) => it.${record}).thenRefused(${constant}_CLOSED);
  });
`;
    editText(
      this.tree,
      `${this.domain}/${kebab}.spec.ts`,
      (text) => addImport(text, event, from),
      (text) => insertAt(text, text.lastIndexOf('});'), test),
    );
  }

  private assertHas(file: string, ...parts: readonly string[]): void {
    const path = `${this.domain}/${file}`;
    const text = this.tree.read(path, 'utf8');
    if (text === null)
      throw new Refusal(`There is no ${path}: the aggregate ${this.names.kebab} is not a generated one.`);
    const missing = parts.find((part) => !text.includes(part));
    if (missing) {
      throw new Refusal(`${path} has no "${missing}": the aggregate ${this.names.kebab} is not as it was generated.`);
    }
  }
}

/** The offset at which the private members of a class begin, with the white space before the first of them. */
function firstPrivate(text: string, className: string): number {
  const { members, end } = classNamed(parse(text), className);
  const found = members.find((member) => {
    return (
      ts.canHaveModifiers(member) && ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)
    );
  });
  return found ? text.lastIndexOf('\n', found.getStart(undefined, true)) + 1 : end - 1;
}
