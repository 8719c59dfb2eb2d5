import { MEMORY_EXCEEDED_MARK } from './memory-watchdog.js';

/** Why an extraction process is no more. */
export interface ChildDeath {
  /** `killed`: by somebody else, e.g. the operating system when memory ran out. */
  readonly cause: 'memory' | 'deadline' | 'crashed' | 'killed';
  readonly detail: string;
}

/** Reads the cause of a death out of the exit code, the signal and what was last written to standard error. */
export function describeDeath(code: number | null, signal: NodeJS.Signals | null, stderr: string): ChildDeath {
  if (stderr.includes(MEMORY_EXCEEDED_MARK)) return { cause: 'memory', detail: 'resident memory over the limit' };
  if (/heap out of memory|allocation failed/i.test(stderr)) return { cause: 'memory', detail: 'heap over the limit' };
  if (signal === 'SIGKILL') return { cause: 'killed', detail: 'killed from outside' };
  const lastLine = stderr.trim().split('\n').at(-1) ?? '';
  return {
    cause: 'crashed',
    detail: `ended with ${signal ?? `code ${code}`}${lastLine === '' ? '' : `: ${lastLine}`}`,
  };
}
