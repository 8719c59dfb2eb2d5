/** A span of time in milliseconds. */
export type Duration = number;

export function milliseconds(count: number): Duration {
  return span(count, 1, 'milliseconds');
}

export function seconds(count: number): Duration {
  return span(count, 1000, 'seconds');
}

export function minutes(count: number): Duration {
  return span(count, 60_000, 'minutes');
}

export function hours(count: number): Duration {
  return span(count, 3_600_000, 'hours');
}

export function days(count: number): Duration {
  return span(count, 86_400_000, 'days');
}

function span(count: number, unit: number, name: string): Duration {
  const duration = count * unit;
  if (Number.isSafeInteger(duration) && duration >= 0) return duration;
  throw new Error(`${name}(${count}) is no span of time: give a number, not negative, of whole milliseconds.`);
}
