import { getMetadataStorage } from 'class-validator';
import type { MessageClass } from '../message-definition.js';

type Rules = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>;
type Rule = Rules[number];
type Holder = Record<string, unknown>;

/** What class-validator demands of one property. */
export interface PropertyRules {
  readonly name: string;
  /** Whether null and undefined are passed over. */
  readonly isOptional: boolean;
  /** All must hold, or the property is not looked at. `@IsOptional` is not among them. */
  readonly conditions: readonly ((holder: object) => boolean)[];
  readonly isNested: boolean;
  readonly checks: readonly Check[];
}

/** One rule of a property. */
export interface Check {
  readonly name: string;
  readonly constraints: readonly unknown[];
  /** The constraints without what is the default of an option. Validators write their defaults into the options they are given. */
  ownConstraints(): readonly unknown[];
  /** Whether the rule is for each item of a list. */
  readonly each: boolean;
  /** Whether the rule depends on its value alone, taken as a whole. */
  readonly isPlain: boolean;
  /** What class-validator itself would say. */
  holds(value: unknown, holder: Holder): boolean;
}

/** The rules of a class and those it extends, by property. */
export function propertyRules(type: MessageClass): PropertyRules[] {
  const byProperty = new Map<string, Rule[]>();
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(type, '', false, false)) {
    byProperty.set(rule.propertyName, [...(byProperty.get(rule.propertyName) ?? []), rule]);
  }
  return [...byProperty].map(([name, rules]) => {
    const conditional = rules.filter((rule) => rule.type === 'conditionalValidation');
    return {
      name,
      isOptional: conditional.some((rule) => rule.name === 'isOptional'),
      conditions: conditional
        .filter((rule) => rule.name !== 'isOptional')
        .map(({ constraints }) => (holder) => {
          const condition = constraints[0] as (holder: object, value: unknown) => boolean;
          return condition(holder, (holder as Holder)[name]);
        }),
      isNested: rules.some((rule) => rule.type === 'nestedValidation'),
      checks: rules.filter((rule) => rule.constraintCls !== undefined).map(checkOf),
    };
  });
}

function checkOf(rule: Rule): Check {
  const { propertyName: property, constraints = [], each, validateIf } = rule;
  const validators = getMetadataStorage().getTargetValidatorConstraints(rule.constraintCls);
  const one = (value: unknown, whole: unknown, holder: Holder, given = constraints): boolean =>
    validators.every(({ instance }) =>
      instance.validate(value, { targetName: '', property, object: holder, value: whole, constraints: given }),
    );
  return {
    name: rule.name ?? '',
    constraints,
    ownConstraints: () =>
      constraints.map((constraint, index) => {
        if (!isOptions(constraint)) return constraint;
        const defaults = {};
        one(ANY_TEXT, ANY_TEXT, {}, constraints.with(index, defaults));
        return withoutDefaults(constraint, defaults);
      }),
    each: each ?? false,
    isPlain: !each && !validateIf,
    holds: (value, holder) => {
      if (validateIf && !validateIf(holder, value)) return true;
      return each && Array.isArray(value) ? value.every((item) => one(item, value, holder)) : one(value, value, holder);
    },
  };
}

/** Long enough that a validator looks at its options before it refuses. */
const ANY_TEXT = 'text';

function isOptions(constraint: unknown): constraint is Holder {
  return (
    typeof constraint === 'object' && constraint !== null && Object.getPrototypeOf(constraint) === Object.prototype
  );
}

function withoutDefaults(options: Holder, defaults: Holder): Holder {
  const own = Object.entries(options).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(defaults[key]));
  return Object.fromEntries(own);
}
