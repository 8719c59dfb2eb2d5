import { describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { mergeDocuments } from './merge-documents.js';

const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });

function document(path: string, schemas: Record<string, object>, schema: object): OpenAPIObject {
  const responses = { 200: { description: '', content: { 'application/json': { schema } } } };
  return {
    openapi: '3.0.0',
    info: { title: path, version: '1' },
    paths: { [path]: { get: { responses } } },
    components: { schemas },
  };
}

const schemaOf = (whole: OpenAPIObject, path: string): unknown => {
  const { responses } = whole.paths[path]!.get!;
  return (responses['200'] as { content: Record<string, { schema: unknown }> }).content['application/json']!.schema;
};

const base: OpenAPIObject = {
  openapi: '3.0.0',
  info: { title: 'Whole', version: '1' },
  paths: {},
  components: { schemas: { Problem: { type: 'object' } } },
};

describe('documents of several services', () => {
  it('share schemas that are the same', () => {
    const whole = mergeDocuments(base, [
      {
        service: 'content',
        document: document('/a', { Problem: { type: 'object' }, Page: { type: 'string' } }, ref('Page')),
      },
      {
        service: 'learning',
        document: document('/b', { Problem: { type: 'object' }, Page: { type: 'string' } }, ref('Page')),
      },
    ]);
    expect(Object.keys(whole.components!.schemas!).sort()).toEqual(['Page', 'Problem']);
    expect(whole.info.title).toBe('Whole');
  });

  it('keep schemas apart that only have the same name, with everything that refers to them', () => {
    const own = {
      View: { type: 'object', properties: { next: ref('View'), page: ref('Page') } },
      Page: { type: 'string' },
    };
    const whole = mergeDocuments(base, [
      { service: 'content', document: document('/a', { View: { type: 'string' } }, ref('View')) },
      { service: 'agent-task', document: document('/b', own, { type: 'array', items: ref('View') }) },
    ]);
    expect(whole.components!.schemas).toMatchObject({
      View: { type: 'string' },
      AgentTaskView: { properties: { next: ref('AgentTaskView'), page: ref('Page') } },
    });
    expect(schemaOf(whole, '/a')).toEqual(ref('View'));
    expect(schemaOf(whole, '/b')).toEqual({ type: 'array', items: ref('AgentTaskView') });
  });

  it('do not become one another by a new name that is taken', () => {
    const whole = mergeDocuments(base, [
      {
        service: 'content',
        document: document('/a', { View: { type: 'string' }, LearningView: { type: 'number' } }, ref('View')),
      },
      { service: 'learning', document: document('/b', { View: { type: 'boolean' } }, ref('View')) },
    ]);
    expect(schemaOf(whole, '/b')).toEqual(ref('LearningView_'));
    expect(whole.components!.schemas).toMatchObject({
      LearningView: { type: 'number' },
      LearningView_: { type: 'boolean' },
    });
  });
});
