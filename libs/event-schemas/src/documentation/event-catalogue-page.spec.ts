import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import {
  ALL_TOPICS,
  catalogue,
  definitionOf,
  examples,
  InternalEventSchema,
  message,
  messageSection,
  renderEventCatalogue,
} from '../index.js';

const PAGE = new URL('../../../../docs/events.md', import.meta.url);

@InternalEventSchema({ type: 'NoteKept', version: '1.0.0', sender: 'any', description: 'A note was kept.' })
class NoteKept {
  @IsString()
  @MaxLength(20)
  text!: string;

  @IsOptional()
  @IsString()
  colour?: string;
}

const page = renderEventCatalogue([...catalogue.all(), definitionOf(NoteKept)], examples);

describe('docs/events.md', () => {
  it('is what the schemas say today: run "npm run docs:events" when this fails', () => {
    const [published] = readFileSync(PAGE, 'utf8').split('\n## Internal events\n');
    expect(published?.trimEnd()).toBe(renderEventCatalogue(catalogue.all(), examples).trimEnd());
  });
});

describe('The page of the event catalogue', () => {
  it.each(catalogue.all().map((definition) => [definition.type, definition] as const))(
    'has a row and a section with an example for %s',
    (type, definition) => {
      const anchor = `#${type.toLowerCase()}-${definition.version.replaceAll('.', '')}`;
      expect(page).toContain(`| [${type}](${anchor}) | ${definition.version} | ${definition.kind} |`);
      const example = examples.find((candidate) => candidate.definition === definition)?.data;
      expect(page).toContain(messageSection(definition, example));
      expect(example).toBeDefined();
    },
  );

  it('names every topic', () => {
    for (const { name } of ALL_TOPICS) expect(page).toContain(`| \`${name}\` |`);
  });

  it('draws a research run', () => {
    expect(page).toMatch(/```mermaid\nsequenceDiagram\n[^`]+LearningPathCreated\n```/);
  });

  it('does not depend on the order in which the messages were declared', () => {
    expect(renderEventCatalogue(catalogue.all().reverse(), examples)).toBe(
      renderEventCatalogue(catalogue.all(), examples),
    );
  });

  it('lists internal events behind the public ones', () => {
    const [published, internal] = page.split('\n## Internal events\n');
    expect(published).not.toContain('NoteKept');
    expect(internal).toContain('| [NoteKept](#notekept-100) | 1.0.0 | event | internal |  | any |  |');
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
        '- sent by: every service with this feature',
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
