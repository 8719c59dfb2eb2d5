import { getMetadataStorage, ValidationTypes } from 'class-validator';

/** Where `@ApiProperty` keeps what it was told. */
const PROPERTY = 'swagger/apiModelProperties';

type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];
type Limits = Record<string, unknown>;

/**
 * Tells OpenAPI the limits that the rules of class-validator set, so that they are written once. A limit that
 * `@ApiProperty` names itself stays.
 */
export function applyLimitsOfRules(): void {
  for (const target of validatedClasses()) {
    const rules = getMetadataStorage().getTargetValidationMetadatas(target, '', false, false);
    for (const rule of rules) {
      const told = Reflect.getMetadata(PROPERTY, target.prototype as object, rule.propertyName) as Limits | undefined;
      const limits = told && limitsOf(rule);
      if (!limits) continue;
      // The type of the property is Number for both.
      const integer = limits['type'] === 'integer' && told['type'] === Number && { type: 'integer' };
      Reflect.defineMetadata(
        PROPERTY,
        { ...limits, ...told, ...integer },
        target.prototype as object,
        rule.propertyName,
      );
    }
  }
}

/** The storage shows its rules by class only, and the classes to nobody. */
function validatedClasses(): (new () => unknown)[] {
  const { validationMetadatas } = getMetadataStorage() as unknown as { validationMetadatas: Map<unknown, unknown> };
  return [...validationMetadatas.keys()].filter((key): key is new () => unknown => typeof key === 'function');
}

function limitsOf({ type, name, constraints = [], each }: Rule): Limits | undefined {
  if (each || type !== ValidationTypes.CUSTOM_VALIDATION) return undefined;
  const [first, second] = constraints as readonly unknown[];
  switch (name) {
    case 'isLength':
      return { minLength: first, ...(second !== undefined && { maxLength: second }) };
    case 'minLength':
      return { minLength: first };
    case 'maxLength':
      return { maxLength: first };
    case 'matches':
      return first instanceof RegExp && first.flags === '' ? { pattern: first.source } : undefined;
    case 'min':
      return { minimum: first };
    case 'max':
      return { maximum: first };
    case 'isInt':
      return { type: 'integer' };
    case 'isUuid':
      return { format: 'uuid' };
    case 'isUrl':
      return { format: 'uri' };
    case 'isIso8601':
      return { format: 'date-time' };
    case 'isIn':
      return { enum: first };
    case 'arrayMinSize':
      return { minItems: first };
    case 'arrayMaxSize':
      return { maxItems: first };
    case 'arrayUnique':
      return { uniqueItems: true };
    default:
      return undefined;
  }
}
