/** What is wrong with a value, as `is 0: give a whole number from 1 to 1000`, each with the path of its field. */
export type Rule = (value: unknown, path: string) => string[];

export type FieldRules<T> = { readonly [Field in keyof T]-?: Rule };

/** What is wrong with the fields that are there; those that are missing have defaults. */
export function checkFields(rules: Readonly<Record<string, Rule>>, options: object, path = ''): string[] {
  return Object.entries(options).flatMap(([field, value]: [string, unknown]) => {
    const rule = Object.hasOwn(rules, field) ? rules[field] : undefined;
    if (!rule) return [`there is no "${path}${field}": choose among ${Object.keys(rules).join(', ')}`];
    return value === undefined ? [] : rule(value, path + field);
  });
}

export function wholeNumber(least: number, most: number): Rule {
  const isRight = (value: unknown): boolean =>
    Number.isSafeInteger(value) && least <= Number(value) && Number(value) <= most;
  return (value, path) => (isRight(value) ? [] : [wrong(path, value, `a whole number from ${least} to ${most}`)]);
}

export function share(): Rule {
  return (value, path) =>
    typeof value === 'number' && value >= 0 && value <= 1 ? [] : [wrong(path, value, 'a number from 0 to 1')];
}

export function oneOf(...choices: readonly string[]): Rule {
  const wanted = choices.map((choice) => `"${choice}"`).join(' or ');
  return (value, path) => (choices.some((choice) => choice === value) ? [] : [wrong(path, value, wanted)]);
}

/** An object with fields that all have defaults. */
export function record(rules: Readonly<Record<string, Rule>>): Rule {
  return (value, path) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? checkFields(rules, value, `${path}.`)
      : [wrong(path, value, `an object of ${Object.keys(rules).join(', ')}`)];
}

/** An object of which no field may be left out. */
export function complete(rules: Readonly<Record<string, Rule>>): Rule {
  const asFarAsGiven = record(rules);
  return (value, path) => {
    const given = (typeof value === 'object' ? value : null) as Record<string, unknown> | null;
    const missing = Object.entries(rules).filter(([field]) => given && given[field] === undefined);
    return [...asFarAsGiven(value, path), ...missing.flatMap(([field, rule]) => rule(undefined, `${path}.${field}`))];
  };
}

export function orNull(rule: Rule): Rule {
  return (value, path) => (value === null ? [] : rule(value, path));
}

function wrong(path: string, value: unknown, wanted: string): string {
  const what = value === undefined ? 'missing' : (JSON.stringify(value) ?? String(value));
  return `${path} is ${what}: give ${wanted}`;
}
