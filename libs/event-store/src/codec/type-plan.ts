import {
  declared,
  majorOf,
  newestOf,
  personalFieldsOf,
  type KnownMessages,
  type MessageDefinition,
  type PersonalField,
} from '@edda/event-schemas';

/** How data of a stored version is read: as it is, upcast from a major, or not at all by this build. */
export type Reading = 'as-is' | 'unknown' | { readonly from: number };

/** What is to be done with the messages of one type. */
export class TypePlan {
  /** The version that they are read as; undefined for a type that nobody declared. */
  readonly newest: MessageDefinition | undefined;
  /** The personal fields of all versions; the newest decides what stands for a forgotten value. */
  readonly personal: readonly PersonalField[];
  private readonly readings = new Map<string, Reading>();

  constructor(readonly versions: readonly MessageDefinition[]) {
    this.newest = newestOf(versions);
    this.personal = distinct([...versions].sort((one) => (one === this.newest ? -1 : 1)).flatMap(personalFieldsOf));
  }

  /** The personal fields of one version. */
  personalIn(schemaVersion: string): readonly PersonalField[] {
    if (this.personal.length === 0) return this.personal;
    return distinct(this.versions.filter(({ version }) => version === schemaVersion).flatMap(personalFieldsOf));
  }

  /** Within a major, readers are compatible. A type that nobody declared passes as it is. */
  readingOf(schemaVersion: string): Reading {
    let reading = this.readings.get(schemaVersion);
    if (reading === undefined) {
      reading = this.judge(schemaVersion);
      // Versions come from outside.
      if (this.readings.size < 100) this.readings.set(schemaVersion, reading);
    }
    return reading;
  }

  private judge(schemaVersion: string): Reading {
    if (!this.newest) return 'as-is';
    const stored = majorOf(schemaVersion);
    const current = majorOf(this.newest.version);
    if (stored === current) return 'as-is';
    return stored >= this.newest.since && stored < current ? { from: stored } : 'unknown';
  }
}

/** The plans of the types that come by, made at their first message and anew when another version is declared. */
export class TypePlans {
  private readonly plans = new Map<string, TypePlan>();
  private readonly undeclared = new TypePlan([]);

  constructor(private readonly messages: KnownMessages) {}

  of(type: string): TypePlan {
    const own = this.messages.ofType(type);
    // What a registry leaves out must not be stored in the clear for that.
    const versions = own.length > 0 ? own : declared.ofType(type);
    if (versions.length === 0) return this.undeclared;
    const known = this.plans.get(type);
    if (known?.versions === versions) return known;
    const plan = new TypePlan(versions);
    this.plans.set(type, plan);
    return plan;
  }
}

function distinct(fields: readonly PersonalField[]): PersonalField[] {
  return [...new Map([...fields].reverse().map((field) => [field.path, field])).values()].reverse();
}
