import { describe, expect, it } from '@jest/globals';
import { mermaidProblem } from './check-mermaid.js';
import { label } from './mermaid.js';

const sequence = (...lines: string[]): string => ['sequenceDiagram', ...lines].join('\n');
const chart = (...lines: string[]): string => ['flowchart TD', ...lines].join('\n');

describe('A diagram', () => {
  it('may be a sequence diagram or a flow chart', () => {
    expect(
      mermaidProblem(
        sequence(
          'actor A as asker',
          'participant B as b',
          'loop twice',
          '  A->>B: asks',
          '  B-)B: Told',
          'end',
          'Note over B: waits',
        ),
      ),
    ).toBeNull();
    expect(
      mermaidProblem(
        chart(
          'a["one (first)"]',
          'b(["two"])',
          'c[["three"]]',
          'd{"four"}',
          'e>"five"]',
          'a --> b',
          'b -->|"x<br/>y"| a',
        ),
      ),
    ).toBeNull();
  });

  it.each([
    ['graph TD', 'It begins with "graph TD"'],
    [sequence('A->>B: asks'), '"A->>B: asks" names A, which is no participant.'],
    [sequence('actor A as a', 'A->>A'), '"A->>A" is no statement.'],
    [sequence('actor A as a', 'A->>A: one; two'), 'is no statement.'],
    [sequence('actor A as a', 'actor A as b'), 'takes a name that is not free.'],
    [sequence('participant end as b'), 'takes a name that is not free.'],
    [sequence('loop twice'), 'A loop has no "end".'],
    [sequence('end'), 'An "end" ends nothing.'],
    [chart('a["one'), '"a["one" is no statement.'],
    [chart('a["one"}'), 'is no statement.'],
    [chart('end["one"]'), 'takes a name that is not free.'],
    [chart('a["one"]', 'a --> b'), '"a --> b" names b, which is no node.'],
    [chart('a["one"]', 'a -->|x|y| a'), 'is no statement.'],
  ])('is refused where Mermaid would stop (%#)', (text, sentence) => {
    expect(mermaidProblem(text)).toContain(sentence);
  });

  it('takes any text as a label', () => {
    expect(label('a "b" <c>; [d] {e} | f')).toBe('"a #34;b#34; #60;c#62;#59; #91;d#93; #123;e#125; #124; f"');
  });
});
