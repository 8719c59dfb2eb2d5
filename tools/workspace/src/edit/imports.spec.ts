import { describe, expect, it } from '@jest/globals';
import { addExport, addImport } from './imports.js';

const FILE = `import { join } from 'node:path';
import { Module, type Type } from '@nestjs/common';
import { above } from '../above.js';
import { near } from './near.js';

export const all = [join, Module, above, near];
`;

describe('an import', () => {
  it.each([
    ['b', '@edda/kernel', "import { b } from '@edda/kernel';\nimport { Module"],
    ['b', '../zone.js', "import { b } from '../zone.js';\nimport { near"],
    ['b', './a.js', "import { b } from './a.js';\nimport { near"],
    ['b', './z.js', "from './near.js';\nimport { b } from './z.js';\n\nexport"],
    ['b', 'node:fs', "import { b } from 'node:fs';\nimport { join"],
  ])('of %s from %s has its place in the order', (name, from, part) => {
    expect(addImport(FILE, name, from)).toContain(part);
  });

  it('goes into the one of its module, in order', () => {
    expect(addImport(FILE, 'Get', '@nestjs/common')).toContain("{ Get, Module, type Type } from '@nestjs/common'");
    expect(addImport(FILE, 'Provider', '@nestjs/common', { type: true })).toContain(
      '{ Module, type Provider, type Type }',
    );
  });

  it('that is there changes nothing', () => {
    expect(addImport(FILE, 'near', './near.js')).toBe(FILE);
    expect(addImport(FILE, 'Module', '@nestjs/common', { type: true })).toBe(FILE);
  });

  it('of a type becomes one of the value that is wanted', () => {
    expect(addImport(FILE, 'Type', '@nestjs/common')).toContain('{ Module, Type }');
    const types = "import type { A, B } from './a.js';\n";
    expect(addImport(types, 'A', './a.js')).toBe("import { A, type B } from './a.js';\n");
    expect(addImport(types, 'C', './a.js', { type: true })).toBe("import type { A, B, C } from './a.js';\n");
    expect(addImport(types, 'A', './a.js', { type: true })).toBe(types);
  });

  it('begins a file that has none', () => {
    expect(addImport('const one = 1;\n', 'b', './b.js')).toBe("import { b } from './b.js';\n\nconst one = 1;\n");
  });
});

describe('an export', () => {
  const INDEX = "export * from './a.js';\nexport { c } from './c.js';\n";

  it('has its place in the order', () => {
    expect(addExport(INDEX, './b.js')).toBe(
      "export * from './a.js';\nexport * from './b.js';\nexport { c } from './c.js';\n",
    );
    expect(addExport(INDEX, './d.js', ['d', 'e'])).toBe(`${INDEX}export { d, e } from './d.js';\n`);
    expect(addExport('', './d.js')).toBe("export * from './d.js';\n");
  });

  it('that is there changes nothing', () => {
    expect(addExport(INDEX, './c.js')).toBe(INDEX);
  });
});
