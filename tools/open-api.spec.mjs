import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { NOT_ANSWERED } from './open-api/not-answered.mjs';
import { operationsOf, problemsOf, resolved } from './open-api/problems-of.mjs';
import { root, wholeApi } from './open-api/whole-api.mjs';

let document;
let ajv;
const validators = new Map();
before(async () => {
  document = await wholeApi();
  ajv = new Ajv({ allErrors: true, strictTypes: false, strictRequired: false });
  addFormats.default(ajv);
  ajv.addFormat('binary', true);
  ajv.addVocabulary(['example', 'components']);
  ajv.addSchema({ $id: 'whole', components: { schemas: jsonSchema(document.components.schemas) } });
});

/** OpenAPI 3.0 says `nullable` where JSON Schema says "or null", also beside `allOf` and `enum`. */
function jsonSchema(value) {
  if (Array.isArray(value)) return value.map(jsonSchema);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, $ref, ...rest } = value;
  const plain = Object.fromEntries(
    Object.entries(rest).map(([key, item]) => [key, key === 'example' || key === 'default' ? item : jsonSchema(item)]),
  );
  if ($ref !== undefined) return { $ref: `whole${$ref}` };
  return nullable === true ? { anyOf: [plain, { type: 'null' }] } : plain;
}

/** What is wrong with a value, or null. */
function misfit(schema, value) {
  const key = JSON.stringify(schema);
  const validate = validators.get(key) ?? ajv.compile(jsonSchema(schema));
  validators.set(key, validate);
  return validate(value) ? null : ajv.errorsText(validate.errors);
}

const nameOf = ({ path, method }) => `${method.toUpperCase()} ${path}`;
const where = (operation, part) => `${nameOf(operation)}, ${part}`;

/** Fails with every finding, not only the first. */
function none(findings, rule) {
  assert.deepEqual(findings, [], rule);
}

/** Everything that has a schema and shows an example: parameters, bodies, answers. */
function* shown() {
  for (const each of operationsOf(document)) {
    const { operation } = each;
    for (const { name, schema, example } of operation.parameters ?? []) {
      yield { at: where(each, name), schema, values: example === undefined ? [] : [example] };
    }
    const answers = Object.entries(operation.responses).map(([status, answer]) => [status, resolved(document, answer)]);
    for (const [part, { content = {} }] of [['body', operation.requestBody ?? {}], ...answers]) {
      for (const [type, { schema, example, examples = {} }] of Object.entries(content)) {
        const several = Object.values(examples).map((item) => resolved(document, item).value);
        const values = example === undefined ? several : [example, ...several];
        yield { at: where(each, `${part} as ${type}`), schema, values };
      }
    }
  }
}

describe('the OpenAPI document of the whole', () => {
  it('is one by the schema of OpenAPI', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    assert.ok(valid, JSON.stringify(errors));
  });

  it('has a summary, a listed tag and an id of its own for every operation', () => {
    const tags = new Set(document.tags.map(({ name }) => name));
    const ids = new Map();
    const findings = [];
    for (const each of operationsOf(document)) {
      const { summary, tags: [tag] = [], operationId } = each.operation;
      if (!summary) findings.push(where(each, 'summary'));
      if (!tags.has(tag)) findings.push(where(each, `tag ${tag}`));
      if (!operationId || ids.has(operationId)) findings.push(where(each, `operationId ${operationId}`));
      ids.set(operationId, each);
    }
    none(findings, 'give it @ApiOperation({ summary })');
  });

  it('describes every parameter and says what it may be', () => {
    const LIMITS = ['enum', 'format', 'pattern', 'maxLength', 'maximum', 'default', 'items'];
    const findings = [...operationsOf(document)].flatMap((each) =>
      (each.operation.parameters ?? [])
        .filter(({ description, schema }) => {
          const limited = schema?.type === 'boolean' || LIMITS.some((limit) => schema?.[limit] !== undefined);
          return !description || !limited;
        })
        .map(({ name }) => where(each, name)),
    );
    none(findings, 'give it a description, and a rule of class-validator that limits it');
  });

  it('has an answer for success, with a schema where there is content', () => {
    const findings = [...operationsOf(document)].flatMap((each) => {
      const answers = Object.entries(each.operation.responses).filter(([status]) => /^2/.test(status));
      if (answers.length === 0) return [nameOf(each)];
      return answers.filter(([, { description }]) => !description).map(([status]) => where(each, status));
    });
    none(findings, 'give it @ApiOkResponse({ type }) or one of its kin');
  });

  it('shows an example of everything that is sent or answered, and each fits its schema', () => {
    const findings = [...shown()].flatMap(({ at, schema, values }) => {
      if (!schema || values.length === 0) return [`${at}: no ${schema ? 'example' : 'schema'}`];
      return values.map((value) => misfit(schema, value)).flatMap((error) => (error ? [`${at}: ${error}`] : []));
    });
    none(findings, 'mend the schema, or the example of its property');
  });

  it('has an example for every property that does not say by itself what it may look like', () => {
    const findings = [];
    const look = (schema, at) => {
      const { properties = {}, items, allOf = [] } = schema;
      if (schema.example !== undefined) return;
      for (const [name, property] of Object.entries(properties)) look(property, `${at}.${name}`);
      for (const part of [items, ...allOf]) if (part) look(part, at);
      const plain = ['string', 'number', 'integer'].includes(schema.type);
      const open = schema.type === 'object' && schema.properties === undefined && allOf.length === 0;
      const told = ['enum', 'default'].some((key) => key in schema) || ['uuid', 'date-time'].includes(schema.format);
      if ((plain || open) && !told) findings.push(at);
    };
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      if (!['SagaTimelineEntryDto'].includes(name)) look(schema, name);
    }
    none(findings, 'give its @ApiProperty an example');
  });

  it('shows every problem with the status it is answered with, and its code', () => {
    const findings = [...problemsOf(document)].filter(
      ({ status, code, value }) =>
        value.status !== status || value.code !== code || value.type !== `urn:problem-type:edda:${code}`,
    );
    none(findings, 'is an example of something else');
  });

  it('has every error code of the sources that can reach a caller', () => {
    const documented = new Set([...problemsOf(document)].map(({ code }) => code));
    for (const name of Object.keys(document.components.responses)) documented.add(name);
    const thrown = thrownCodes();
    const missing = [...thrown].filter(([code]) => !documented.has(code) && !(code in NOT_ANSWERED));
    none(
      missing.map(([code, file]) => `${code} in ${file}`),
      'add @ApiProblem to the operations that answer it, or its reason to tools/open-api/not-answered.mjs',
    );
    none(
      Object.keys(NOT_ANSWERED).filter((code) => documented.has(code) || !thrown.has(code)),
      'stands in tools/open-api/not-answered.mjs without need',
    );
  });
});

/** Each code that an error is made with where requests are answered, with the file. */
function thrownCodes() {
  const files = ['apps/*/src/**/*.ts', 'libs/service/src/**/*.ts', 'libs/messaging/src/dead-letters/*.ts'].flatMap(
    (pattern) => globSync(pattern, { cwd: root }),
  );
  const sources = files
    .filter((file) => !/\.spec\.ts$|\/testing\/|^apps\/standalone\//.test(file))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
  const constants = new Map();
  for (const { text } of sources) {
    for (const [, name, code] of text.matchAll(/const ([A-Z_]+) = '([A-Z_]+\.[A-Z_]+)'/g)) constants.set(name, code);
  }
  const found = new Map();
  for (const { file, text } of sources) {
    for (const [, literal, name] of text.matchAll(
      /(?:new (?:EddaError|HttpProblem)\(\s*(?:'[\w-]+'|\w+),|code:)\s*(?:'([A-Z_]+(?:\.[A-Z_]+)?)'|([A-Z_]+)\b)/g,
    )) {
      const code = literal ?? constants.get(name);
      if (code?.includes('.') && !isExample(text, code)) found.set(code, file);
    }
  }
  return found;
}

/** A code that is shown in the documentation of something else. */
function isExample(text, code) {
  return new RegExp(`example: '${code.replace('.', '\\.')}'`).test(text);
}
