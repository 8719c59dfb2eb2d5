/** What stands for the values of a label beyond its bound. */
export const OTHER = 'other';

const MAX_LENGTH = 100;

/** Keeps a label from taking more than so many values: those that come later are counted together. */
export class BoundedLabel {
  private readonly known = new Set<string>();

  constructor(private readonly limit: number) {}

  of(value: string): string {
    if (this.known.has(value)) return value;
    if (this.known.size >= this.limit || value.length > MAX_LENGTH) return OTHER;
    this.known.add(value);
    return value;
  }
}
