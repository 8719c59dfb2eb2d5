import { ValidateIf } from 'class-validator';

/** A field that must be there for some values of another one, and is not looked at for the others. */
export interface Condition {
  property: string;
  when: string;
  isOneOf: readonly string[];
}

const conditions = new Map<unknown, Condition[]>();

/** Demands a field, with its other rules, when the field `when` has one of these values. */
export function RequiredWhen(when: string, isOneOf: readonly string[]): PropertyDecorator {
  return (target, property) => {
    ValidateIf((data: Record<string, unknown>) => isOneOf.includes(String(data[when])))(target, property);
    const own = conditions.get(target) ?? [];
    conditions.set(target, [...own, { property: String(property), when, isOneOf }]);
  };
}

export function conditionsOf(holder: { prototype: unknown }): readonly Condition[] {
  return conditions.get(holder.prototype) ?? [];
}
