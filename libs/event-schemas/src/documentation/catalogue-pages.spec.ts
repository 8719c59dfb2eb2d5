import { describe, expect, it } from '@jest/globals';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import {
  ALL_TOPICS,
  catalogue,
  definitionOf,
  examples,
  InternalEventSchema,
  message,
  TOPICS,
  type MessageDefinition,
} from '../index.js';
import type { CatalogueContents, DocumentedSubscription } from './catalogue-contents.js';
import { cataloguePages, listenerProblems, mermaidProblem, messageSection } from './index.js';
import { pageOf } from './links.js';

@InternalEventSchema({ type: 'NoteKept', version: '1.0.0', sender: 'content', description: 'A note was kept.' })
class NoteKept {
  @IsString()
  @MaxLength(20)
  text!: string;

  @IsOptional()
  @IsString()
  colour?: string;
}

/** What would be there if every listener had one subscription to everything it listens to. */
const subscriptions = Object.keys(TOPICS).map((service): DocumentedSubscription => {
  const heard = catalogue.all().filter(({ listeners }) => listeners.some((listener) => listener === service));
  const topics = [...new Set(heard.map(({ topic }) => topic?.name ?? ''))];
  return { service, name: 'all', topics, types: heard.map(({ type }) => type) };
});

const steps = [
  { kind: 'action', name: 'fetch', compensate: {} },
  {
    kind: 'branch',
    name: 'kind',
    ways: { image: [{ kind: 'command', name: 'optimise' }], text: [{ kind: 'sleep', name: 'pause' }] },
  },
  {
    kind: 'loop',
    name: 'rounds',
    atMost: 3,
    steps: [{ kind: 'forEach', name: 'gather', each: { command: () => null } }],
  },
  { kind: 'signal', name: 'approval', signal: 'approved' },
];
const sagas = [
  {
    service: 'research-workflow',
    saga: { name: 'research', version: '2.0.0', steps, description: 'Answers a question.' },
  },
  { service: 'research-workflow', saga: { name: 'research', version: '10.0.0', steps } },
  { service: 'content', saga: { name: 'download', version: '1.0.0', steps } },
  { service: 'research-workflow', saga: { name: 'entity-enrichment', version: '1.0.0', steps } },
];

const contentsOf = (definitions: readonly MessageDefinition[]): CatalogueContents => {
  return { definitions, examples, former: [], subscriptions, sagas };
};
const pages = cataloguePages(contentsOf([...catalogue.all(), definitionOf(NoteKept)]));
const textOf = (name: string): string => pages.get(name) ?? '';

describe('The event catalogue', () => {
  it('has a page for each context, for every service and for the processes', () => {
    const names = [...Object.keys(TOPICS).map((context) => `${context}.md`), 'every-service.md', 'processes.md'];
    expect([...pages.keys()].sort()).toEqual([...names, 'README.md', 'asyncapi.json'].sort());
  });

  it.each(catalogue.all().map((definition) => [definition.type, definition] as const))(
    'has a row and a section with an example for %s',
    (type, definition) => {
      const anchor = `#${type.toLowerCase()}-${definition.version.replaceAll('.', '')}`;
      const page = pageOf(definition.sender);
      expect(textOf('README.md')).toContain(
        `| [${type}](${page}${anchor}) | ${definition.version} | ${definition.kind} |`,
      );
      const example = examples.find((candidate) => candidate.definition === definition)?.data;
      expect(example).toBeDefined();
      expect(textOf(page)).toContain(messageSection(definition, example));
    },
  );

  it('names every topic', () => {
    for (const { name } of ALL_TOPICS) expect(textOf('README.md')).toContain(`| \`${name}\` |`);
  });

  it('lists internal events behind the public ones, and nowhere else', () => {
    const [published, internal] = textOf('content.md').split('\n## Internal events\n');
    expect(published).not.toContain('NoteKept');
    expect(internal).toContain('### NoteKept 1.0.0');
    expect(textOf('README.md') + textOf('asyncapi.json')).not.toContain('NoteKept');
  });

  it('does not depend on the order in which the messages were declared', () => {
    expect([...cataloguePages(contentsOf(catalogue.all().reverse()))]).toEqual([
      ...cataloguePages(contentsOf(catalogue.all())),
    ]);
  });

  it('draws the newest version of a saga', () => {
    const page = textOf('research-workflow.md');
    expect(page).toContain('## Saga research 10.0.0');
    expect(page).not.toContain('## Saga research 2.0.0');
    expect(textOf('processes.md')).toContain('[research](research-workflow.md#saga-research-1000)');
    const [, diagram] = /## Saga research 10.0.0\n\n```mermaid\n([^`]+)\n```/.exec(page) ?? [];
    expect(diagram?.split('\n').map((line) => line.trim())).toEqual([
      'flowchart TD',
      's0(["started"])',
      's1["fetch (can be undone)"]',
      's0 --> s1',
      's2{"kind"}',
      's1 --> s2',
      's3[["optimise"]]',
      's2 -->|"image"| s3',
      's4>"pause (waits)"]',
      's2 -->|"text"| s4',
      's5{"rounds (at most 3 rounds)"}',
      's3 --> s5',
      's4 --> s5',
      's2 -->|"none of them"| s5',
      's6[["gather (for each item)"]]',
      's5 -->|"a round"| s6',
      's6 --> s5',
      's7>"approval (waits for approved)"]',
      's5 -->|"enough"| s7',
      's8(["completed"])',
      's7 --> s8',
    ]);
  });

  it('has only diagrams that Mermaid can read', () => {
    const diagrams = [...pages].flatMap(([name, text]) =>
      [...text.matchAll(/```mermaid\n([^`]+)\n```/g)].map(([, diagram = '']) => [name, mermaidProblem(diagram)]),
    );
    expect(diagrams.length).toBeGreaterThan(10);
    expect(diagrams.filter(([, problem]) => problem !== null)).toEqual([]);
  });

  it('has only links to sections that are there', () => {
    const broken = [...pages].flatMap(([name, text]) =>
      [...text.matchAll(/\]\(([a-z-]*(?:README)?\.md)?#([a-z0-9-]+)\)/g)]
        .map(([, page = name, anchor = '']) => `${page}#${anchor}`)
        .filter((link) => !anchorsOf(link.split('#')[0] ?? '').includes(link.split('#')[1] ?? '')),
    );
    expect(broken).toEqual([]);
  });
});

function anchorsOf(page: string): string[] {
  return [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('A process', () => {
  it('is not drawn to a service that does not subscribe', () => {
    const deaf = subscriptions.filter(({ service }) => service !== 'learning');
    expect(() => cataloguePages({ ...contentsOf(catalogue.all()), subscriptions: deaf })).toThrow(
      'A process shows ResearchWorkflowCompleted going to learning, which does not subscribe to it: mend its description.',
    );
  });

  it('is not drawn with messages that nobody declares', () => {
    const few = catalogue.all().filter(({ type }) => type !== 'ImportContent');
    expect(() => cataloguePages(contentsOf(few))).toThrow(
      'A process shows the message ImportContent, which nobody declares',
    );
  });

  it('is not led by a saga that is not there', () => {
    expect(() => cataloguePages({ ...contentsOf(catalogue.all()), sagas: [] })).toThrow(
      'A process is led by the saga "research", which no service has: mend its description.',
    );
  });
});

describe('A listener', () => {
  it('must have a handler for what it is said to listen to', () => {
    expect(listenerProblems(contentsOf(catalogue.all()))).toEqual([]);
    const others = subscriptions.filter(({ service }) => service !== 'learning');
    expect(listenerProblems({ definitions: catalogue.all(), subscriptions: others })).toEqual([
      'The schema of ResearchWorkflowCompleted 1.0.0 names learning as a listener, but no handler of learning subscribes to it: ' +
        'take it out of the listeners, or declare the handler.',
    ]);
  });

  it('may have a handler for everything on a topic', () => {
    const wide = [
      ...subscriptions,
      { service: 'learning', name: 'wide', topics: ['research_events'], types: null },
    ].filter(({ service, types }) => service !== 'learning' || types === null);
    expect(listenerProblems({ definitions: catalogue.all(), subscriptions: wide })).toEqual([]);
  });
});

describe('The section of a message', () => {
  it('has its fields with type, range and meaning', () => {
    const section = messageSection(definitionOf(NoteKept), message(NoteKept, { text: 'x' }).data);
    expect(section).toBe(
      [
        '### NoteKept 1.0.0',
        '',
        'A note was kept.',
        '',
        '- event, internal',
        '- topic: none, it stays in the log of its service',
        '- sent by: content',
        '',
        '| field | type | required | meaning |',
        '| --- | --- | --- | --- |',
        '| `text` | string, at most 20 characters | yes |  |',
        '| `colour` | string | no |  |',
        '',
        '```json',
        '{',
        '  "text": "x"',
        '}',
        '```',
      ].join('\n'),
    );
  });
});
