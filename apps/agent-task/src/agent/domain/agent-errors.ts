import type { AgentType } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';

export const AGENT_NOT_FOUND = 'AGENT.NOT_FOUND';
export const AGENT_TYPE_MISMATCH = 'AGENT.TYPE_MISMATCH';

export function agentNotFound(agentId: string): EddaError {
  return new EddaError(
    'not-found',
    AGENT_NOT_FOUND,
    `There is no agent "${agentId}": register it with POST /agents first.`,
  );
}

export function agentTypeMismatch(
  agentId: string,
  known: readonly AgentType[],
  missing: readonly AgentType[],
): EddaError {
  return new EddaError(
    'conflict',
    AGENT_TYPE_MISMATCH,
    `Agent "${agentId}" is registered for ${known.join(', ')}, not for ${missing.join(', ')}: register it for those, too.`,
  );
}
