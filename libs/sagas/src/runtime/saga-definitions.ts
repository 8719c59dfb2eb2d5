import { EddaError } from '@edda/kernel';
import { checkDefinition } from '../definition/check-definition.js';
import type { AnySagaDefinition } from '../definition/saga-definition.js';
import { createEngine } from '../engine/create-engine.js';
import type { SagaEngine } from '../engine/saga-engine.js';

/** The definitions of a service, the versions of one saga side by side. */
export class SagaDefinitions {
  private readonly engines = new Map<string, Map<string, SagaEngine>>();

  /** @throws Error for one that cannot work, or that is there already */
  add(definition: AnySagaDefinition): void {
    const { name, version } = definition;
    const versions = this.engines.get(name) ?? new Map<string, SagaEngine>();
    if (versions.has(version)) throw new Error(`Saga ${name} ${version} is registered twice: change one's version.`);
    checkDefinition(definition);
    versions.set(version, createEngine(definition));
    this.engines.set(name, versions);
  }

  get all(): readonly AnySagaDefinition[] {
    return [...this.engines.values()].flatMap((versions) => [...versions.values()].map(({ definition }) => definition));
  }

  find(saga: string, version: string): SagaEngine | null {
    return this.engines.get(saga)?.get(version) ?? null;
  }

  /**
   * @param version the newest unless given
   * @throws EddaError `SAGA.UNKNOWN`, `SAGA.UNKNOWN_VERSION`
   */
  get(saga: string, version?: string): SagaEngine {
    const versions = this.engines.get(saga);
    if (!versions) {
      const known = [...this.engines.keys()].join(', ') || 'none';
      throw new EddaError('invalid', 'SAGA.UNKNOWN', `There is no saga ${JSON.stringify(saga)}: known are ${known}.`);
    }
    const engine = versions.get(version ?? [...versions.keys()].sort(byVersion).at(-1) ?? '');
    if (engine) return engine;
    throw new EddaError(
      'invalid',
      'SAGA.UNKNOWN_VERSION',
      `Saga ${saga} has no version ${version}: known are ${[...versions.keys()].sort(byVersion).join(', ')}.`,
    );
  }

  /** Whether a version of a saga that is known here is newer than every one of it that is. */
  isNewer(saga: string, version: string): boolean {
    const versions = [...(this.engines.get(saga)?.keys() ?? [])];
    return versions.length > 0 && versions.every((known) => byVersion(version, known) > 0);
  }

  /** Two columns: names and versions of all that this build can move. */
  columns(): [string[], string[]] {
    const { all } = this;
    return [all.map(({ name }) => name), all.map(({ version }) => version)];
  }
}

function byVersion(left: string, right: string): number {
  const others = right.split('.').map(Number);
  const difference = left
    .split('.')
    .map((part, index) => Number(part) - (others[index] ?? 0))
    .find((each) => each !== 0);
  return difference ?? 0;
}
