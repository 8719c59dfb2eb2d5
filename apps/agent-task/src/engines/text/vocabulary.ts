import { wordKeys } from '../language/word-keys.js';

const LIMIT = 400_000;

/** Numbers for words, so that a text is held as numbers and a word's keys are computed once. */
class Vocabulary {
  private numbers = new Map<string, number>();
  private words: string[] = [];
  private started = 0;

  /** Changes whenever the numbers are given out anew: an index made before is void then. */
  get generation(): number {
    return this.started;
  }

  get size(): number {
    return this.words.length;
  }

  numberOf(lower: string): number {
    const known = this.numbers.get(lower);
    if (known !== undefined) return known;
    const number = this.words.length;
    this.words.push(lower);
    this.numbers.set(lower, number);
    return number;
  }

  wordAt(number: number): string {
    return this.words[number] ?? '';
  }

  keysAt(number: number): readonly string[] {
    return wordKeys(this.wordAt(number));
  }

  /** Starts anew when too many different words have been seen. Only between two engine runs. */
  renewIfFull(): void {
    if (this.words.length < LIMIT) return;
    this.numbers = new Map();
    this.words = [];
    this.started += 1;
  }
}

/** The vocabulary of this thread. */
export const vocabulary = new Vocabulary();
