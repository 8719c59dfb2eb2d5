/** How far a transfer has come: kept between attempts, and shown to callers. */
export interface TransferProgress {
  /** On disk. */
  readonly bytes: number;
  /** Null when the source does not say. */
  readonly total: number | null;
  /** Of the state of the file that these bytes are of; without one they cannot be gone on with. */
  readonly validator: string | null;
}

/** Reads what was reported earlier; null for anything else. */
export function transferProgressOf(value: unknown): TransferProgress | null {
  if (typeof value !== 'object' || value === null) return null;
  const { bytes, total, validator } = value as Partial<Record<keyof TransferProgress, unknown>>;
  if (!isCount(bytes) || !(total === null || isCount(total))) return null;
  return typeof validator === 'string' || validator === null ? { bytes, total, validator } : null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
