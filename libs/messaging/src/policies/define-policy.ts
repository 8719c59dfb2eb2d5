import { DEFAULT_DELIVERY_POLICY, type DeliveryPolicy, type RetryPolicy } from './delivery-policy.js';
import { checkFields, complete, oneOf, orNull, record, share, wholeNumber, type FieldRules } from './policy-rules.js';
import type { PolicyOptions } from './policy-options.js';

const DAY_MS = 24 * 60 * 60 * 1000;

const RETRY: FieldRules<RetryPolicy> = {
  attempts: wholeNumber(1, 1000),
  backoff: oneOf('linear', 'exponential'),
  initialMs: wholeNumber(1, DAY_MS),
  maxMs: wholeNumber(1, DAY_MS),
  jitter: share(),
};

const POLICY: FieldRules<DeliveryPolicy> = {
  concurrency: wholeNumber(1, 1000),
  orderedBy: oneOf('key', 'none'),
  prefetch: wholeNumber(1, 100_000),
  timeoutMs: wholeNumber(1, DAY_MS),
  retry: record(RETRY),
  guarantee: oneOf('at-most-once', 'at-least-once', 'effectively-once'),
  rateLimit: orNull(complete({ messages: wholeNumber(1, 1_000_000), perMs: wholeNumber(1, DAY_MS) })),
  circuitBreaker: orNull(complete({ failures: wholeNumber(1, 10_000), openMs: wholeNumber(1, DAY_MS) })),
  onDead: oneOf('hold', 'skip'),
  maxParked: wholeNumber(1, 10_000_000),
  from: oneOf('earliest', 'latest'),
};

/**
 * The whole policy of a subscription, from the part that was declared.
 *
 * @param subscription its name, for the sentence of an error
 * @throws Error that names every field that is wrong, its value, and what it takes
 */
export function definePolicy(subscription: string, options: PolicyOptions = {}): DeliveryPolicy {
  const problems = checkFields(POLICY, options);
  if (problems.length === 0) problems.push(...contradictions(options));
  if (problems.length > 0) throw new Error(`The policy of "${subscription}" is wrong: ${problems.join('; ')}.`);
  const given = withoutUndefined(options);
  return {
    ...DEFAULT_DELIVERY_POLICY,
    // Without an order no key is there to be held.
    ...(options.orderedBy === 'none' && { onDead: 'skip' as const }),
    ...given,
    retry: {
      ...DEFAULT_DELIVERY_POLICY.retry,
      ...(options.guarantee === 'at-most-once' && { attempts: 1 }),
      ...withoutUndefined(options.retry ?? {}),
    },
  };
}

function contradictions({ guarantee, orderedBy, onDead, retry }: PolicyOptions): string[] {
  const problems: string[] = [];
  const { attempts = 1, initialMs = DEFAULT_DELIVERY_POLICY.retry.initialMs } = retry ?? {};
  const maxMs = retry?.maxMs ?? DEFAULT_DELIVERY_POLICY.retry.maxMs;
  if (guarantee === 'at-most-once' && attempts > 1) {
    problems.push(
      `retry.attempts is ${attempts}, but "at-most-once" never tries again: leave it out, or choose "at-least-once"`,
    );
  }
  if (orderedBy === 'none' && onDead === 'hold') {
    problems.push(`onDead is "hold", but without order no key can be held: leave it out, or order by "key"`);
  }
  if (initialMs > maxMs) {
    problems.push(`retry.initialMs is ${initialMs}, which is more than retry.maxMs (${maxMs}): raise maxMs`);
  }
  return problems;
}

function withoutUndefined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}
