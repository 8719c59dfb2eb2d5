import { ConfigError } from './config-error.js';
import type { Environment } from './load-config.js';
import { variableText } from './variable-text.js';

/**
 * The environment with the texts of variables that are given as files, for programs that read a few variables themselves.
 *
 * @param names the variables that may be given as `<name>_FILE`
 * @throws ConfigError when one is given twice or its file cannot be read
 */
export function environmentFromFiles(env: Environment, names: readonly string[]): Environment {
  const given = names.filter((name) => env[`${name}_FILE`]);
  const texts = given.map((name) => ({ name, ...variableText(name, env) }));
  const problems = texts.flatMap(({ problem = [] }) => problem);
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    ...env,
    ...Object.fromEntries(
      texts.flatMap(({ name, text }) => [[name, text] as const, [`${name}_FILE`, undefined] as const]),
    ),
  };
}
