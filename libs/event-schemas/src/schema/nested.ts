import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsArray, IsObject, ValidateNested } from 'class-validator';

type PayloadClass = new () => object;

interface NestedType {
  type: () => PayloadClass;
  isList: boolean;
}

/** A property that holds an object of another class, or a list of them. */
export interface NestedProperty {
  name: string;
  type: PayloadClass;
  isList: boolean;
}

const nestedTypes = new Map<unknown, Map<string, NestedType>>();

/** A property that holds an object of another class. `@ValidateNested` alone would let it be left out. */
export function Nested(type: () => PayloadClass): PropertyDecorator {
  return (target, property) => {
    IsObject()(target, property);
    ValidateNested()(target, property);
    declare(target, property, { type, isList: false });
  };
}

/** A property that holds an array of objects of another class. */
export function NestedList(type: () => PayloadClass): PropertyDecorator {
  return (target, property) => {
    IsArray()(target, property);
    IsObject({ each: true })(target, property);
    ValidateNested({ each: true })(target, property);
    declare(target, property, { type, isList: true });
  };
}

/** The class of a nested property, as it was declared here, or as TypeScript's metadata tells it. */
export function nestedTypeOf(holder: PayloadClass, property: string): PayloadClass {
  for (let target: unknown = holder.prototype; target; target = Object.getPrototypeOf(target)) {
    const nested = nestedTypes.get(target)?.get(property);
    if (nested) return nested.type();
  }
  const type: unknown = Reflect.getMetadata('design:type', holder.prototype as object, property);
  if (typeof type === 'function' && type !== Object && type !== Array) return type as PayloadClass;
  throw new Error(`${holder.name}.${property} is nested without a class: declare it with @Nested or @NestedList.`);
}

/** The properties of a class, inherited ones too, that were declared with @Nested or @NestedList. */
export function nestedProperties(holder: PayloadClass): NestedProperty[] {
  const found = new Map<string, NestedProperty>();
  for (let target: unknown = holder.prototype; target; target = Object.getPrototypeOf(target)) {
    for (const [name, { type, isList }] of nestedTypes.get(target) ?? []) {
      if (!found.has(name)) found.set(name, { name, type: type(), isList });
    }
  }
  return [...found.values()];
}

function declare(target: object, property: string | symbol, nested: NestedType): void {
  Type(nested.type)(target, property);
  const own = nestedTypes.get(target) ?? new Map<string, NestedType>();
  nestedTypes.set(target, own.set(String(property), nested));
}
