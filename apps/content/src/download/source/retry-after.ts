/**
 * Reads a `Retry-After` header: seconds, or a date.
 *
 * @returns milliseconds from now; 0 where there is none, or it makes no sense
 */
export function retryAfterMs(header: string | undefined, now: Date): number {
  if (!header) return 0;
  const ms = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}
