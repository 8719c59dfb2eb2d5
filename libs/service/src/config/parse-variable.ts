import type { VariableType } from './env.decorator.js';

const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  yes: true,
  false: false,
  '0': false,
  no: false,
};

/**
 * Reads the text of a variable.
 *
 * @returns undefined when the text is not of the type
 */
export function parseVariable(type: VariableType, text: string): string | number | boolean | string[] | undefined {
  switch (type) {
    case 'string':
    case 'secret':
      return text;
    case 'int':
      return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined;
    case 'boolean':
      return BOOLEANS[text.toLowerCase()];
    case 'list':
      return text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
  }
}
