import { validateSync } from 'class-validator';
import { redactText } from '../logging/redact.js';
import { ConfigError } from './config-error.js';
import { variablesOf, type Variable } from './env.decorator.js';
import { parseVariable } from './parse-variable.js';

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
 * Reads a configuration from the environment. A variable set to nothing counts as not set.
 *
 * @returns a frozen instance of the class
 * @throws ConfigError naming every variable that is missing or wrong, its value, and what is expected
 */
export function loadConfig<T extends object>(configClass: ConfigClass<T>, env: Environment): Readonly<T> {
  const variables = variablesOf(configClass);
  const config = new configClass();
  const problems = variables.flatMap((variable) => fill(config, variable, env));
  if (problems.length === 0) problems.push(...brokenRules(config, variables, env));
  if (problems.length === 0 && isCrossChecked(config)) problems.push(...config.crossCheck());
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}

function fill(config: object, variable: Variable, env: Environment): string[] {
  const text = env[variable.name]?.trim();
  if (text === undefined || text === '') {
    if (variable.default === undefined) return [`${variable.name} is not set: expected ${variable.expects}.`];
    Object.assign(config, { [variable.property]: variable.default });
    return [];
  }
  const value = parseVariable(variable.type ?? 'string', text);
  if (value === undefined) return [sentence(variable, text)];
  Object.assign(config, { [variable.property]: value });
  return [];
}

function brokenRules(config: object, variables: readonly Variable[], env: Environment): string[] {
  const broken = new Set(validateSync(config, { forbidUnknownValues: false }).map((error) => error.property));
  return variables
    .filter(({ property }) => broken.has(property) && Reflect.get(config, property) !== null)
    .map((variable) => sentence(variable, env[variable.name]?.trim() ?? String(variable.default)));
}

function sentence(variable: Variable, text: string): string {
  const shown = variable.type === 'secret' ? `set to ${text.length} characters` : `"${redactText(text)}"`;
  return `${variable.name} is ${shown}: expected ${variable.expects}.`;
}

function isCrossChecked(config: object): config is CrossChecked {
  return 'crossCheck' in config && typeof config.crossCheck === 'function';
}
