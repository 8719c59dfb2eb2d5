import { describe, expect, it } from '@jest/globals';
import { addToChain, addToClass, addToInterface, addToUnion } from './declarations.js';

describe('a declaration', () => {
  it('of a union takes another string once', () => {
    const text = "export type Context = 'a' | 'b';\n";
    const more = addToUnion(text, 'Context', 'c');
    expect(more).toBe("export type Context = 'a' | 'b' | 'c';\n");
    expect(addToUnion(more, 'Context', 'c')).toBe(more);
    expect(addToUnion("type One = 'a';\n", 'One', 'b')).toBe("type One = 'a' | 'b';\n");
  });

  it('of an interface takes another property once', () => {
    const more = addToInterface('interface State {\n  a: string;\n}\n', 'State', 'b', 'number');
    expect(more).toBe('interface State {\n  a: string;\n  b: number;\n}\n');
    expect(addToInterface(more, 'State', 'b', 'string')).toBe(more);
  });

  it('of a class takes another member once', () => {
    const more = addToClass('class Shop {\n  open() {}\n}\n', 'Shop', 'close', '  close(): void {}');
    expect(more).toBe('class Shop {\n  open() {}\n\n  close(): void {}\n}\n');
    expect(addToClass(more, 'Shop', 'close', '  close() {}')).toBe(more);
    expect(() => addToClass('', 'Shop', 'x', 'x;')).toThrow('There is no class Shop at the top of the file');
  });

  it('of a chain takes another link once', () => {
    const text = 'const evolver = new Evolver<State>().on(Opened, () => ({}));\n';
    const more = addToChain(text, 'evolver', 'on', ['Closed', '() => ({})']);
    expect(more).toBe('const evolver = new Evolver<State>().on(Opened, () => ({})).on(Closed, () => ({}));\n');
    expect(addToChain(more, 'evolver', 'on', ['Opened', '(state) => state'])).toBe(more);
  });
});
