import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsArray, IsObject, ValidateNested } from 'class-validator';

type PayloadClass = new () => object;

const nestedTypes = new Map<unknown, Map<string, () => PayloadClass>>();

/** A property that holds an object of another class. `@ValidateNested` alone would let it be left out. */
export function Nested(type: () => PayloadClass): PropertyDecorator {
  return (target, property) => {
    IsObject()(target, property);
    ValidateNested()(target, property);
    declare(target, property, type);
  };
}

/** A property that holds an array of objects of another class. */
export function NestedList(type: () => PayloadClass): PropertyDecorator {
  return (target, property) => {
    IsArray()(target, property);
    ValidateNested({ each: true })(target, property);
    declare(target, property, type);
  };
}

/** The class of a nested property, as it was declared here, or as TypeScript's metadata tells it. */
export function nestedTypeOf(holder: PayloadClass, property: string): PayloadClass {
  for (let target: unknown = holder.prototype; target; target = Object.getPrototypeOf(target)) {
    const type = nestedTypes.get(target)?.get(property);
    if (type) return type();
  }
  const type: unknown = Reflect.getMetadata('design:type', holder.prototype as object, property);
  if (typeof type === 'function' && type !== Object && type !== Array) return type as PayloadClass;
  throw new Error(`${holder.name}.${property} is nested without a class: declare it with @Nested or @NestedList.`);
}

function declare(target: object, property: string | symbol, type: () => PayloadClass): void {
  Type(type)(target, property);
  const own = nestedTypes.get(target) ?? new Map<string, () => PayloadClass>();
  nestedTypes.set(target, own.set(String(property), type));
}
