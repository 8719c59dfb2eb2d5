import { validateSync } from 'class-validator';
import { redactText } from '../logging/redact.js';
import { ConfigError } from './config-error.js';
import { variablesOf, type Variable } from './env.decorator.js';
import { parseVariable } from './parse-variable.js';
import { variableText, type VariableText } from './variable-text.js';

/** The environment as `process.env` gives it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A class whose properties carry `@Env(...)` and class-validator decorators. */
export type ConfigClass<T extends object = object> = new () => T;

/** A configuration with rules that hold between variables. */
export interface CrossChecked {
  /** A sentence for each rule that is broken. Called only when every variable is right by itself. */
  crossCheck(): string[];
}

/**
 * Reads a configuration from the environment. A variable set to nothing counts as not set; each may be given as the path
 * of a file with its text in `<name>_FILE` instead.
 *
 * @returns a frozen instance of the class
 * @throws ConfigError naming every variable that is missing or wrong, its value, and what is expected
 */
export function loadConfig<T extends object>(configClass: ConfigClass<T>, env: Environment): Readonly<T> {
  const config = filled(configClass, variablesOf(configClass), env);
  const problems = isCrossChecked(config) ? config.crossCheck() : [];
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}

/**
 * Reads some properties of a configuration, for what needs no more of it. Rules between variables are left out.
 *
 * @throws ConfigError as {@link loadConfig}, about these alone
 */
export function loadProperties<T extends object, K extends keyof T & string>(
  configClass: ConfigClass<T>,
  env: Environment,
  properties: readonly K[],
): Readonly<Pick<T, K>> {
  const wanted = new Set<string>(properties);
  const variables = variablesOf(configClass).filter(({ property }) => wanted.has(property));
  return Object.freeze(filled(configClass, variables, env));
}

function filled<T extends object>(configClass: ConfigClass<T>, variables: readonly Variable[], env: Environment): T {
  const config = new configClass();
  const texts = new Map(variables.map(({ name }) => [name, variableText(name, env)]));
  const problems = variables.flatMap((variable) => fill(config, variable, texts.get(variable.name) ?? {}));
  if (problems.length === 0) problems.push(...brokenRules(config, variables, texts));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function fill(config: object, variable: Variable, { text, problem }: VariableText): string[] {
  if (problem !== undefined) return [problem];
  if (text === undefined) {
    if (variable.default === undefined) return [`${variable.name} is not set: expected ${variable.expects}.`];
    Object.assign(config, { [variable.property]: variable.default });
    return [];
  }
  const value = parseVariable(variable.type ?? 'string', text);
  if (value === undefined) return [sentence(variable, text)];
  Object.assign(config, { [variable.property]: value });
  return [];
}

function brokenRules(
  config: object,
  variables: readonly Variable[],
  texts: ReadonlyMap<string, VariableText>,
): string[] {
  const broken = new Set(validateSync(config, { forbidUnknownValues: false }).map((error) => error.property));
  return variables
    .filter(({ property }) => broken.has(property) && Reflect.get(config, property) !== null)
    .map((variable) => sentence(variable, texts.get(variable.name)?.text ?? String(variable.default)));
}

function sentence(variable: Variable, text: string): string {
  const shown = variable.type === 'secret' ? `set to ${text.length} characters` : `"${redactText(text)}"`;
  return `${variable.name} is ${shown}: expected ${variable.expects}.`;
}

function isCrossChecked(config: object): config is CrossChecked {
  return 'crossCheck' in config && typeof config.crossCheck === 'function';
}
