import { describe, expect, it } from '@jest/globals';
import { EddaError } from '@edda/kernel';
import {
  catalogue,
  ContentProcessingCompleted,
  definitionOf,
  examples,
  LearningPathCreated,
  RequestTask,
  TaskCompleted,
  validateMessage,
  type MessageClass,
} from './index.js';

function exampleOf<T extends object>(payload: MessageClass<T>): T {
  const data = examples.find(({ definition }) => definition === definitionOf(payload))?.data;
  return structuredClone(data) as T;
}

function refusal<T extends object>(payload: MessageClass<T>, data: unknown): EddaError {
  try {
    validateMessage(definitionOf(payload), data);
  } catch (error) {
    if (error instanceof EddaError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('The examples', () => {
  it('show every message of the catalogue once', () => {
    expect(examples.map(({ definition }) => definition.type).sort()).toEqual(
      catalogue
        .all()
        .map(({ type }) => type)
        .sort(),
    );
  });

  it.each(examples.map(({ definition, data }) => [definition.type, definition, data] as const))(
    'hold a valid %s',
    (_, definition, data) => {
      expect(validateMessage(definition, JSON.parse(JSON.stringify(data)))).toBeInstanceOf(definition.payload);
    },
  );
});

describe('validateMessage', () => {
  it('makes instances of the nested classes too', () => {
    const path = validateMessage(definitionOf(LearningPathCreated), exampleOf(LearningPathCreated));
    expect(path.modules[0]?.items[0]?.citations[0]?.constructor.name).toBe('Citation');
  });

  it('keeps fields that a later minor version may have added', () => {
    const data = { ...exampleOf(RequestTask), colour: 'blue' };
    expect(validateMessage(definitionOf(RequestTask), data)).toMatchObject({ colour: 'blue' });
  });

  it.each([null, undefined, 'text', 7, [exampleOf(RequestTask)]])('refuses %p, which is no object', (data) => {
    expect(refusal(RequestTask, data)).toMatchObject({
      kind: 'invalid',
      code: 'MESSAGE.INVALID',
      message: 'The data of RequestTask 1.0.0 must be an object.',
    });
  });

  it('names the field, its value and what is wrong with it', () => {
    const error = refusal(RequestTask, { ...exampleOf(RequestTask), priority: 'urgent' });
    const message = 'must be one of the following values: low, normal, high, critical';
    expect(error.fields).toEqual([{ field: 'priority', value: 'urgent', message }]);
    expect(error.message).toBe(
      `The data of RequestTask 1.0.0 does not fit its schema: priority ${message}, it is "urgent".`,
    );
  });

  it('names nested fields by their path', () => {
    const path = exampleOf(LearningPathCreated);
    const citation = path.modules[0]?.items[0]?.citations[0];
    if (citation) citation.start = -1;
    expect(refusal(LearningPathCreated, path).fields).toEqual([
      { field: 'modules.0.items.0.citations.0.start', value: -1, message: 'must not be less than 0' },
    ]);
  });

  it('counts what it does not name', () => {
    expect(refusal(RequestTask, {}).message).toMatch(
      /: taskId must be a UUID, it is missing; taskType must be a string, it is missing; .*; and \d+ more\.$/,
    );
  });

  it('shortens long values', () => {
    const error = refusal(RequestTask, { ...exampleOf(RequestTask), priority: 'x'.repeat(5000) });
    expect(error.fields[0]?.value).toBe(`${'x'.repeat(100)}…`);
  });

  it.each(['resourceUsage', 'qualityMetrics'] as const)('does not accept a task without its %s', (field) => {
    const { [field]: _, ...data } = exampleOf(TaskCompleted);
    expect(refusal(TaskCompleted, data).fields).toMatchObject([{ field, value: undefined }]);
  });

  it.each([
    ['failed', 'reason'],
    ['partial', 'reason'],
    ['partial', 'results'],
    ['success', 'results'],
  ] as const)('does not accept a content whose status is %s without %s', (status, field) => {
    const reason = { code: 'ENCRYPTED', detail: 'It asks for a password.' };
    const { [field]: _, ...data } = { ...exampleOf(ContentProcessingCompleted), reason, status };
    expect(refusal(ContentProcessingCompleted, data).fields).toMatchObject([{ field }]);
  });

  it('accepts a failed content without results', () => {
    const { results: _, ...data } = exampleOf(ContentProcessingCompleted);
    const reason = { code: 'ENCRYPTED', detail: 'It asks for a password.' };
    expect(() =>
      validateMessage(definitionOf(ContentProcessingCompleted), { ...data, status: 'failed', reason }),
    ).not.toThrow();
  });
});
