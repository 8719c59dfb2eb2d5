import { currentContext } from '@edda/kernel';

/** Who asks, as histories name them: the user whom the caller header names, `anonymous` where it names none. */
export function callerName(): string {
  return currentContext()?.userId ?? 'anonymous';
}
