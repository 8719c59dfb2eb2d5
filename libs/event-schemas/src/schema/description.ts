import { JSONSchema } from 'class-validator-jsonschema';

/** Says what a field means: its unit, or what is not to be seen from its name. Stands in the JSON Schema and the docs. */
export function Description(text: string): PropertyDecorator {
  return JSONSchema({ description: text }) as PropertyDecorator;
}
