import { EddaError } from '@edda/kernel';

export const INVESTIGATION_NOT_FOUND = 'INVESTIGATION.NOT_FOUND';
export const ENTITY_NOT_FOUND = 'ENTITY.NOT_FOUND';
export const FINDING_NOT_FOUND = 'FINDING.NOT_FOUND';

export function investigationNotFound(investigationId: string): EddaError {
  return new EddaError('not-found', INVESTIGATION_NOT_FOUND, `There is no investigation ${investigationId}.`);
}

export function investigationClosed(investigationId: string, title: string): EddaError {
  return new EddaError(
    'conflict',
    'INVESTIGATION.CLOSED',
    `Investigation ${investigationId} ("${title}") is closed: reopen it to change it.`,
  );
}

export function investigationFull(investigationId: string, what: string, limit: number): EddaError {
  return new EddaError(
    'conflict',
    'INVESTIGATION.FULL',
    `Investigation ${investigationId} has ${limit} ${what} already, which is the most it can have: open another one.`,
  );
}

export function entityNotFound(investigationId: string, entityId: string): EddaError {
  return new EddaError(
    'not-found',
    ENTITY_NOT_FOUND,
    `Investigation ${investigationId} has no entity with the id "${entityId}".`,
  );
}

export function findingNotFound(investigationId: string, findingId: string): EddaError {
  return new EddaError(
    'not-found',
    FINDING_NOT_FOUND,
    `Investigation ${investigationId} has no finding with the id "${findingId}".`,
  );
}

/** @param known the revision the caller has seen */
export function entityChanged(name: string, known: number, revision: number): EddaError {
  return new EddaError(
    'conflict',
    'ENTITY.CHANGED',
    `Entity "${name}" is at revision ${revision}, not ${known} any more: read it again before you change it.`,
  );
}

export function invalidAttribute(name: string, message: string): EddaError {
  return new EddaError('invalid', 'REQUEST.INVALID', `The attribute "${name.slice(0, 100)}" ${message}.`, [
    { field: `attributes.${name.slice(0, 100)}`, value: name.slice(0, 100), message },
  ]);
}
