import type { Tree } from '@nx/devkit';
import { addToClass } from '../../edit/declarations.js';
import { addImport } from '../../edit/imports.js';
import { editText } from '../../edit/json.js';
import { addToArray } from '../../edit/literals.js';
import { insertAt } from '../../edit/syntax.js';
import { spellings, type AggregateNames, type Spellings } from '../../names/aggregate-names.js';
import { checkWord } from '../../names/check-word.js';
import { Refusal } from '../../names/refusal.js';
import { writeTemplates } from '../../room/write-templates.js';

/** A command that makes an aggregate record an event, and the way to it over REST. */
export class NewCommand {
  /** What callers ask for: `issue`. */
  readonly verb: Spellings;
  private readonly names: Spellings;
  private readonly room: string;

  /** @throws Refusal when the verb is no name or taken, or the aggregate has no providers, controller or spec as generated */
  constructor(
    private readonly tree: Tree,
    private readonly service: string,
    private readonly of: AggregateNames,
    verb: string,
  ) {
    checkWord('command', verb, 'issue');
    this.verb = spellings(verb);
    this.names = spellings(`${verb}-${of.kebab}`);
    this.room = `apps/${service}/src/${of.kebab}`;
    if (tree.exists(`${this.room}/commands/${this.names.kebab}`)) {
      throw new Refusal(`${this.room}/commands/${this.names.kebab} is there already: give --command another word.`);
    }
    for (const path of [this.providers, this.controller, this.spec]) {
      if (tree.exists(path)) continue;
      throw new Refusal(
        `There is no ${path}: leave --command out, the aggregate ${of.kebab} is not as it is generated.`,
      );
    }
  }

  add(what: Spellings): void {
    const { kebab, pascal } = this.names;
    writeTemplates(this.tree, new URL('files/command', import.meta.url), `${this.room}/commands`, {
      ...this.of,
      what,
      command: kebab,
      commandPascal: pascal,
      method: this.verb.camel,
    });
    editText(
      this.tree,
      this.providers,
      (text) => addImport(text, `${pascal}Handler`, `./commands/${kebab}/${kebab}.handler.js`),
      (text) => addToArray(text, `${this.of.constant}_PROVIDERS`, `${pascal}Handler`),
    );
    this.addToController(what);
    this.addToSpec();
  }

  private addToController(what: Spellings): void {
    const { pascal, camel, constant, spoken } = this.of;
    const { kebab: command, pascal: commandPascal } = this.names;
    const method = `
  @Post(':${camel}Id/${this.verb.kebab}')
  @HttpCode(200)
  @ApiOperation({ summary: 'Record of an open ${spoken}, once: ${what.spoken}' })
  @ApiOkResponse({ type: ${pascal}Dto })
  @ApiProblem(404, ${constant}_NOT_FOUND, 'There is no such ${spoken}')
  @ApiProblem(409, ${constant}_CLOSED, 'The ${spoken} is closed')
  async ${this.verb.camel}(@${pascal}Id() ${camel}Id: string): Promise<${pascal}Dto> {
    await this.commands.execute(new ${commandPascal}(${camel}Id));
    return this.get(${camel}Id);
  }
`;
    editText(
      this.tree,
      this.controller,
      (text) => addImport(text, commandPascal, `../commands/${command}/${command}.command.js`),
      (text) => addToClass(text, `${this.of.plural.pascal}Controller`, this.verb.camel, method),
    );
  }

  private addToSpec(): void {
    const { verb } = this;
    const code = `${spellings(this.service).constant}.${this.of.constant}_CLOSED`;
    const test = `
  it('takes "${verb.spoken}" as often as it comes, until it is closed', async () => {
    const id = await create('Open');
    const ask = () => call<${this.of.pascal}Dto>(\`/\${id}/${verb.kebab}\`, undefined, { method: 'POST' });
    expect((await ask()).body).toMatchObject({ name: 'Open', status: 'open' });
    expect((await ask()).body).toMatchObject({ name: 'Open', status: 'open' });
    await call(\`/\${id}/close\`, {});
    expect((await ask()).body).toMatchObject({ status: 409, code: '${code}' });
  });
`;
    editText(this.tree, this.spec, (text) => insertAt(text, text.lastIndexOf('});'), test));
  }

  private get providers(): string {
    return `${this.room}/${this.of.kebab}-providers.ts`;
  }

  private get controller(): string {
    return `${this.room}/http/${this.of.plural.kebab}.controller.ts`;
  }

  private get spec(): string {
    return `apps/${this.service}/test/${this.of.plural.kebab}.int-spec.ts`;
  }
}
