import type { DeadLetterFilter } from '@edda/messaging';
import type { DeadLetterQuery, RedriveDeadLettersDto } from './dead-letter-requests.dto.js';

type Asked = Omit<DeadLetterQuery, 'limit' | 'cursor'> & Pick<RedriveDeadLettersDto, 'ids'>;

/** What a request asks for, as the store takes it. */
export function filterOf({
  ids,
  subscription,
  type,
  code,
  tenant,
  key,
  correlation,
  since,
  until,
  status,
}: Asked): DeadLetterFilter {
  return {
    ...(ids && { ids }),
    ...(subscription !== undefined && { subscription }),
    ...(type !== undefined && { type }),
    ...(code !== undefined && { code }),
    ...(tenant !== undefined && { tenantId: tenant }),
    ...(key !== undefined && { key }),
    ...(correlation !== undefined && { correlationId: correlation }),
    ...(since !== undefined && { since: new Date(since) }),
    ...(until !== undefined && { until: new Date(until) }),
    ...(status !== undefined && { status }),
  };
}
