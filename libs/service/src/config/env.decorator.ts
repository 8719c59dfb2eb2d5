/** How the text of a variable is read. `secret` is a text that never appears in a message; `list` is split at commas. */
export type VariableType = 'string' | 'int' | 'boolean' | 'list' | 'secret';

/** What a variable is when it is not set; `null` makes it optional. */
export type VariableDefault = string | number | boolean | readonly string[] | null;

export interface VariableOptions {
  /** How the text is read; `string` unless said otherwise. */
  readonly type?: VariableType;
  /** Without a default the variable is required. */
  readonly default?: VariableDefault;
  /** Completes "expected ...", such as `an integer from 0 to 65535`. */
  readonly expects: string;
}

/** A property of a configuration class and the environment variable it comes from. */
export interface Variable extends VariableOptions {
  readonly name: string;
  readonly property: string;
}

const variables = new WeakMap<object, Variable[]>();
const defaults = new WeakMap<object, Readonly<Record<string, VariableDefault>>>();

/**
 * Fills a property of a configuration class from an environment variable. Rules for its value are class-validator
 * decorators beside it.
 */
export function Env(name: string, options: VariableOptions): PropertyDecorator {
  return (prototype, property) => {
    const own = variables.get(prototype) ?? [];
    variables.set(prototype, [...own, { ...options, name, property: String(property) }]);
  };
}

/**
 * Gives variables that a configuration class inherits other defaults.
 *
 * @example @EnvDefaults({ PORT: 3001 })
 * @throws Error when the class has no such variable
 */
export function EnvDefaults(values: Readonly<Record<string, VariableDefault>>): ClassDecorator {
  return (configClass) => {
    const known = variablesOf(configClass).map(({ name }) => name);
    for (const name of Object.keys(values)) {
      if (known.includes(name)) continue;
      throw new Error(`${configClass.name} has no variable ${name}: @EnvDefaults takes ${known.join(', ')}.`);
    }
    defaults.set(configClass.prototype as object, values);
  };
}

/** The variables of a configuration class, inherited ones first. */
export function variablesOf(configClass: { readonly prototype: unknown }): Variable[] {
  const byName = new Map<string, Variable>();
  const chain: object[] = [];
  for (let at = configClass.prototype as object | null; at; at = Object.getPrototypeOf(at) as object | null) {
    chain.unshift(at);
  }
  for (const prototype of chain) {
    for (const variable of variables.get(prototype) ?? []) byName.set(variable.name, variable);
    for (const [name, value] of Object.entries(defaults.get(prototype) ?? {})) {
      const variable = byName.get(name);
      if (variable) byName.set(name, { ...variable, default: value });
    }
  }
  return [...byName.values()];
}
