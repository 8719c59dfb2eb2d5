/**
 * A sum without rounding errors: numbers whose sum is exactly that of the values, none overlapping another (Shewchuk,
 * Adaptive Precision Floating-Point Arithmetic, 1997). The total does not depend on the order of the values.
 */
export type ExactSum = number[];

export function addExactly(parts: ExactSum, value: number): ExactSum {
  let carried = value;
  let kept = 0;
  for (const part of parts) {
    const [large, small] = Math.abs(carried) < Math.abs(part) ? [part, carried] : [carried, part];
    const sum = large + small;
    const rest = small - (sum - large);
    if (rest !== 0) parts[kept++] = rest;
    carried = sum;
  }
  parts[kept] = carried;
  parts.length = kept + 1;
  return parts;
}

/** The double that is nearest to the exact sum, halves to even. */
export function totalOf(parts: ExactSum): number {
  let at = parts.length - 1;
  let total = parts[at] ?? 0;
  let rest = 0;
  while (at > 0) {
    const large = total;
    const small = parts[--at] ?? 0;
    total = large + small;
    rest = small - (total - large);
    if (rest !== 0) break;
  }
  // What lies below a half decides to which side it is rounded.
  const below = at > 0 ? (parts[at - 1] ?? 0) : 0;
  if ((rest < 0 && below < 0) || (rest > 0 && below > 0)) {
    const twice = rest * 2;
    const rounded = total + twice;
    if (twice === rounded - total) return rounded;
  }
  return total;
}
