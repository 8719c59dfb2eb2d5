import { describe, expect, it } from '@jest/globals';
import {
  CancelImport,
  ContentUploaded,
  definitionOf,
  examples,
  ImportContent,
  LearningPathCreated,
  SubjectForgotten,
  TaskCompleted,
  TOPICS,
} from '../../index.js';
import { publishedForm } from '../../compatibility/index.js';
import { asyncApiDocument } from './async-api-document.js';

const payloads = [ImportContent, CancelImport, ContentUploaded, TaskCompleted, LearningPathCreated, SubjectForgotten];
const definitions = payloads.map((payload) => definitionOf<object>(payload));
const uploaded = publishedForm(definitionOf(ContentUploaded));
const former = [
  { ...uploaded, version: '1.1.0' },
  { ...uploaded, version: '0.9.0' },
];
const subscriptions = [
  { service: 'content', name: 'process-content', topics: ['content_events'], types: ['ContentUploaded'] },
  { service: 'learning', name: 'everything', topics: ['content_events', 'agent_events'], types: null },
];
const document = asyncApiDocument({ definitions, examples, former, subscriptions }) as {
  channels: Record<string, { messages: Record<string, object>; bindings: { kafka: object } }>;
  operations: Record<string, { action: string; messages: { $ref: string }[]; bindings?: object }>;
  components: { schemas: Record<string, object>; messages: Record<string, { summary: string; examples: object[] }> };
};
const messagesOf = (operation: string): string[] =>
  document.operations[operation]?.messages.map(({ $ref }) => $ref.split('/').at(-1) ?? '') ?? [];

describe('The AsyncAPI document', () => {
  it('has every topic with its partitions and retention', () => {
    expect(document.channels[TOPICS.content.event.name]?.bindings.kafka).toEqual({
      topic: 'content_events',
      partitions: 24,
      topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': 30 * 86_400_000 },
      bindingVersion: '0.5.0',
    });
  });

  it('has the newest version of a message by its type, and former ones beside it', () => {
    const keys = Object.keys(document.channels['content_events']?.messages ?? {});
    expect(keys.filter((key) => key.startsWith('ContentUploaded'))).toEqual([
      'ContentUploaded',
      'ContentUploaded-1.1.0',
      'ContentUploaded-0.9.0',
    ]);
    const { messages } = document.components;
    expect(messages['ContentUploaded']?.summary).toBe(definitionOf(ContentUploaded).description);
    expect(messages['ContentUploaded-1.1.0']?.summary).toContain('A former version; 1.2.0 has everything it has.');
    expect(messages['ContentUploaded-0.9.0']?.summary).toContain('services read it as 1.2.0, by an upcaster.');
  });

  it('says who sends what', () => {
    expect(messagesOf('learning.send.learning_events')).toEqual(['LearningPathCreated']);
    expect(messagesOf('learning.send.system_events')).toEqual(['SubjectForgotten']);
    expect(messagesOf('research-workflow.send.content_commands')).toEqual(['CancelImport', 'ImportContent']);
  });

  it('says who receives what, in every version, and in which consumer group', () => {
    const operation = document.operations['content.process-content.content_events'];
    expect(operation).toMatchObject({
      action: 'receive',
      bindings: { kafka: { groupId: { enum: ['content.process-content'] } } },
    });
    expect(messagesOf('content.process-content.content_events')).toEqual([
      'ContentUploaded',
      'ContentUploaded-1.1.0',
      'ContentUploaded-0.9.0',
    ]);
    expect(messagesOf('learning.everything.agent_events')).toEqual(
      Object.keys(document.channels['agent_events']?.messages ?? {}),
    );
  });

  it('refers only to what is there', () => {
    const text = JSON.stringify(document);
    const broken = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)]
      .map(([, path = '']) => path)
      .filter(
        (path) =>
          path.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document) === undefined,
      );
    expect(broken).toEqual([]);
  });
});
