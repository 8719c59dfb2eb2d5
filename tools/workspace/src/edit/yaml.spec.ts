import { describe, expect, it } from '@jest/globals';
import { addYamlEntry, addYamlItem } from './yaml.js';

const FILE = `# The whole.
x-base: &base { a: [1, 2] }

services:
  first:
    <<: *base
    # Why it is so.
    environment:
      ONE: '1'

  last:
    names: # those that are asked
      - alpha
      - gamma

other: 1
`;

describe('an entry', () => {
  it('goes to the end of its map, and all else stays as it is written', () => {
    const more = addYamlEntry(FILE, ['services', 'first', 'environment'], 'TWO', "'2'");
    expect(more).toBe(FILE.replace("      ONE: '1'\n", "      ONE: '1'\n      TWO: '2'\n"));
    expect(addYamlEntry(more, ['services', 'first', 'environment'], 'TWO', "'3'")).toBe(more);
  });

  it('of several lines goes above the one that is named', () => {
    const more = addYamlEntry(FILE, ['services'], 'new', '\n  <<: *base\n  b: 1\n', { before: 'last' });
    expect(more).toBe(FILE.replace('  last:\n', '  new:\n    <<: *base\n    b: 1\n\n  last:\n'));
  });
});

describe('an item', () => {
  const PATH = ['services', 'last', 'names'];

  it('goes to the end of its list, or in its place', () => {
    expect(addYamlItem(FILE, PATH, 'beta')).toContain('      - gamma\n      - beta\n\nother');
    expect(addYamlItem(FILE, PATH, 'beta', { sorted: true })).toContain('- alpha\n      - beta\n      - gamma\n');
    expect(addYamlItem(FILE, PATH, 'zeta', { sorted: true })).toContain('- gamma\n      - zeta\n');
  });

  it('goes into the part that is in order', () => {
    const list = 'all:\n  - zoo\n  - alpha\n  - gamma\n';
    expect(addYamlItem(list, ['all'], 'beta', { sorted: true })).toBe(
      'all:\n  - zoo\n  - alpha\n  - beta\n  - gamma\n',
    );
  });

  it('that is there changes nothing', () => {
    expect(addYamlItem(FILE, PATH, 'alpha')).toBe(FILE);
  });

  it('has no place where there is no list', () => {
    expect(() => addYamlItem(FILE, ['services'], 'x')).toThrow('There is no list of lines at services.');
    expect(() => addYamlEntry(FILE, ['nothing'], 'x', '1')).toThrow('There is nothing at nothing.');
  });
});
