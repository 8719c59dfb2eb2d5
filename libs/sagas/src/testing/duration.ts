const UNITS = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A time in milliseconds, or such as `15 min`: the units are ms, s, min, h and d. */
export type Duration = number | `${number} ${keyof typeof UNITS}`;

/** @throws Error for what is no duration */
export function millisecondsOf(duration: Duration): number {
  if (typeof duration === 'number') return duration;
  const [amount, unit] = duration.split(' ');
  const milliseconds = Number(amount) * (UNITS[unit as keyof typeof UNITS] ?? Number.NaN);
  if (Number.isFinite(milliseconds)) return milliseconds;
  throw new Error(`"${duration}" is no duration: write it such as "15 min", with ${Object.keys(UNITS).join(', ')}.`);
}
