import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { MessageClass } from '../message-definition.js';
import { exactSchema, type ObjectRule } from './exact-schema.js';

const compiled = new WeakMap<MessageClass, ValidateFunction>();
let compiler: Ajv2020 | undefined;

/** The rules of a payload class as one compiled function; it is made at its first use. After a no it holds `errors`. */
export function compiledSchema(payload: MessageClass): ValidateFunction {
  let accepts = compiled.get(payload);
  if (!accepts) {
    compiler ??= makeCompiler();
    accepts = compiler.compile(exactSchema(payload));
    compiled.set(payload, accepts);
  }
  return accepts;
}

export type SchemaError = Pick<ErrorObject, 'instancePath' | 'message' | 'params'>;

function makeCompiler(): Ajv2020 {
  return new Ajv2020({ strict: false, validateSchema: false, validateFormats: false }).addKeyword({
    keyword: 'rule',
    type: 'object',
    errors: false,
    compile: (rule: ObjectRule) => rule,
  });
}
