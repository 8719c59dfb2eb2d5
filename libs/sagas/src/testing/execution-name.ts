/** `charge` for the first execution of a step; `gather[2]` for another item of a fan-out, `write#2` for a later round. */
export function nameOf({ step, round, index }: { step: string; round: number; index: number }): string {
  return `${step}${index > 0 ? `[${index}]` : ''}${round > 1 ? `#${round}` : ''}`;
}
