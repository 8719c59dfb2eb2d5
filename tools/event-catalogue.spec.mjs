import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Parser } from '@asyncapi/parser';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { asyncApiDocument, mermaidProblem } from '@edda/event-schemas/documentation';
import { contents, root } from './events/contents.mjs';

const folder = join(root, 'docs/events');
const text = readFileSync(join(folder, 'asyncapi.json'), 'utf8');
const ERROR_OR_WARNING = 1;

const parse = async (json) => {
  const { document, diagnostics } = await new Parser().parse(json);
  const problems = diagnostics.filter(({ severity }) => severity <= ERROR_OR_WARNING);
  return { document, problems: problems.map(({ message, path }) => `${path.join('.')}: ${message}`) };
};

const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true, formats: { iso8601: true, iri: true } }));

/** What is wrong with the examples of a document. The parser does not look at them. */
const exampleProblems = (document) =>
  document
    .messages()
    .all()
    .flatMap((message) =>
      message
        .examples()
        .all()
        .flatMap((example) =>
          [
            ['payload', message.payload(), example.payload()],
            ['headers', message.headers(), example.headers()],
          ].flatMap(([part, schema, value]) =>
            ajv.validate(plain(schema.json()), value) ? [] : [`${message.name()} ${part}: ${ajv.errorsText()}`],
          ),
        ),
    );

/** Without the marks that the parser puts into schemas. */
const plain = (schema) =>
  JSON.parse(JSON.stringify(schema, (key, value) => (key.startsWith('x-parser') ? undefined : value)));

describe('docs/events/asyncapi.json', async () => {
  const { document, problems } = await parse(text);

  it('is AsyncAPI, as its official parser has it', () => {
    assert.deepEqual(problems, []);
    assert.equal(document.version(), '3.0.0');
  });

  it('has every public message, every subscription, and no internal event', () => {
    const names = new Set(
      document
        .messages()
        .all()
        .map((message) => message.name()),
    );
    for (const { type, visibility } of contents.definitions)
      assert.equal(names.has(type), visibility === 'public', type);
    const receives = document.operations().filterByReceive();
    const expected = contents.subscriptions.flatMap(({ service, name, topics }) =>
      topics.map((topic) => `${service}.${name}.${topic}`),
    );
    assert.deepEqual(receives.map((operation) => operation.id()).sort(), expected.sort());
  });

  it('has examples that fit their payload and headers', () => {
    assert.deepEqual(exampleProblems(document), []);
    assert.ok(
      document
        .messages()
        .all()
        .filter((message) => message.examples().all().length > 0).length > 30,
    );
  });

  it('would be refused if it were wrong', async () => {
    const definitions = contents.definitions.filter(({ type }) => type === 'TaskCompleted');
    const small = asyncApiDocument({ ...contents, definitions, former: [], subscriptions: [] });
    const [example] = small.components.messages.TaskCompleted.examples;
    example.payload = { ...example.payload, attempts: 'many' };
    example.headers.ce_type = 'Another';
    assert.deepEqual(exampleProblems((await parse(JSON.stringify(small))).document), [
      'TaskCompleted payload: data/attempts must be integer',
      'TaskCompleted headers: data/ce_type must be equal to constant',
    ]);

    small.operations['agent-task.send.agent_events'].messages[0].$ref = '#/channels/agent_events/messages/Nothing';
    const { problems } = await parse(JSON.stringify(small));
    assert.match(problems.join(), /Nothing/);
  });
});

describe('The pages of docs/events', () => {
  const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));

  it('have diagrams that Mermaid can read', () => {
    const diagrams = pages.flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/```mermaid\n([^`]+)\n```/g)].map(([, diagram]) => [
        name,
        mermaidProblem(diagram),
      ]),
    );
    assert.ok(diagrams.length > 10);
    assert.deepEqual(
      diagrams.filter(([, problem]) => problem !== null),
      [],
    );
  });

  it('draw every saga of the services', () => {
    for (const { service, saga } of contents.sagas) {
      assert.match(readFileSync(join(folder, `${service}.md`), 'utf8'), new RegExp(`^## Saga ${saga.name} `, 'm'));
    }
  });
});
