import { describe, expect, it } from '@jest/globals';
import {
  ALL_TOPICS,
  catalogue,
  definitionOf,
  EventSchema,
  MessageRegistry,
  SYSTEM_TOPIC,
  TOPICS,
  type Topic,
} from './index.js';

const named = catalogue.all().map((definition) => [`${definition.type} ${definition.version}`, definition] as const);

describe('The topics', () => {
  it('are those of the design, with their partitions and retention', () => {
    const asWritten = (name: string): string => {
      const topic = ALL_TOPICS.find((candidate) => candidate.name === name);
      return `${topic?.name} ${topic?.partitions} / ${(topic?.retentionMs ?? 0) / 86_400_000} d`;
    };
    const names = [
      'content_events',
      'learning_events',
      'agent_events',
      'research_events',
      'system_events',
      'dead_letters',
    ];
    expect(names.map(asWritten)).toEqual([
      'content_events 24 / 30 d',
      'learning_events 12 / 60 d',
      'agent_events 6 / 14 d',
      'research_events 12 / 30 d',
      'system_events 6 / 7 d',
      'dead_letters 6 / 30 d',
    ]);
  });

  it('are called alike for every context', () => {
    for (const { event, command, reply } of Object.values(TOPICS)) {
      const [name] = event.name.split('_events');
      expect([event.name, command.name, reply.name]).toEqual([`${name}_events`, `${name}_commands`, `${name}_replies`]);
    }
  });

  it('are queues where one context takes messages, and topics where everybody may', () => {
    const isQueue = ({ name }: Topic): boolean => /_(commands|replies)$/.test(name);
    for (const topic of ALL_TOPICS)
      expect([topic.name, topic.kind]).toEqual([topic.name, isQueue(topic) ? 'queue' : 'topic']);
  });

  it('keep every event until it is too old, whatever comes under its key', () => {
    expect(ALL_TOPICS.filter(({ compaction }) => compaction)).toEqual([]);
  });

  it('have names of their own', () => {
    expect(new Set(ALL_TOPICS.map(({ name }) => name)).size).toBe(ALL_TOPICS.length);
  });
});

describe('The catalogue', () => {
  it('has the versions that other systems were promised', () => {
    expect(catalogue.find('ContentUploaded', '1.2.0')).toBeDefined();
    expect(catalogue.find('ContentProcessingCompleted', '2.0.0')).toBeDefined();
    expect(catalogue.find('TaskAssigned', '1.0.0')).toBeDefined();
    expect(catalogue.find('TaskCompleted', '1.1.0')).toBeDefined();
    expect(catalogue.find('LearningPathCreated', '1.0.0')).toBeDefined();
  });

  it('does not know what was never declared', () => {
    expect(catalogue.find('TaskCompleted', '9.0.0')).toBeUndefined();
    expect(catalogue.find('TaskForgotten', '1.0.0')).toBeUndefined();
  });

  it.each(named)('sends %s where its kind belongs', (_, { kind, sender, listeners, topic }) => {
    const context = kind === 'event' ? sender : listeners[0];
    expect(topic).toBe(context === 'any' ? SYSTEM_TOPIC : TOPICS[context as keyof typeof TOPICS][kind]);
  });

  it.each(named)('says of %s what it is', (_, { type, version, description, visibility }) => {
    expect(type).toMatch(/^[A-Z][A-Za-z0-9]+$/);
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(description).toMatch(/^[A-Z].{20,}\.$/);
    expect(visibility).toBe('public');
  });

  it.each(named.filter(([, { kind }]) => kind !== 'event'))('names one receiver for %s', (_, { listeners }) => {
    expect(listeners).toHaveLength(1);
  });
});

describe('A registry of messages', () => {
  class Happened {}
  class HappenedToo {}
  const options = { type: 'SomethingHappened', sender: 'content', description: 'It did.' } as const;
  EventSchema({ ...options, version: '1.0.0' })(Happened);

  it('refuses two classes for one type and version', () => {
    EventSchema({ ...options, version: '1.0.0' })(HappenedToo);
    expect(() => new MessageRegistry([Happened, HappenedToo])).toThrow('Two classes declare SomethingHappened 1.0.0.');
  });

  it('takes two versions of one type', () => {
    EventSchema({ ...options, version: '2.0.0', upcasters: { 1: () => ({}) } })(HappenedToo);
    const registry = new MessageRegistry([Happened, HappenedToo]);
    expect(registry.find('SomethingHappened', '1.0.0')?.payload).toBe(Happened);
    expect(registry.find('SomethingHappened', '2.0.0')?.payload).toBe(HappenedToo);
  });

  it('refuses a version that is not major.minor.patch', () => {
    expect(() => EventSchema({ ...options, version: '1.0' })(class {})).toThrow(
      'SomethingHappened has the version "1.0": write it as major.minor.patch.',
    );
  });

  it('says how to declare a class that is no message', () => {
    expect(() => definitionOf(class Stray {})).toThrow(
      'Stray is not a message: declare it with @EventSchema, @CommandSchema or @ReplySchema.',
    );
  });
});
