const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A time span in milliseconds for people: `412 ms`, `1.2 s`, `3 min 12 s`, `2 h 5 min`, `3 d 4 h`. */
export function durationText(milliseconds: number): string {
  const span = Math.max(0, Math.round(milliseconds));
  if (span < SECOND) return `${span} ms`;
  // What would be rounded up to 60.0 s is a minute.
  if (span < MINUTE - 50) return `${(span / SECOND).toFixed(1)} s`;
  const seconds = Math.round(span / SECOND) * SECOND;
  if (seconds < HOUR) return parts(seconds, MINUTE, 'min', SECOND, 's');
  if (seconds < DAY) return parts(seconds, HOUR, 'h', MINUTE, 'min');
  return parts(seconds, DAY, 'd', HOUR, 'h');
}

function parts(span: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((span % large) / small);
  const whole = `${Math.floor(span / large)} ${largeName}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`;
}
