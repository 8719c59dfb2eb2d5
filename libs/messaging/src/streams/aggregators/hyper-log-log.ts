import { createHash } from 'node:crypto';

/**
 * What is known of a set, as it is stored: the hashes of its members (64 bits, hexadecimal) while they are few, then the
 * registers of a HyperLogLog (Flajolet and others, 2007) in base64.
 */
export type StoredSet = { hashes: string[] } | { registers: string };

export const MOST_EXACT = 256;

/** 4096 registers: a standard error of 1.04 / √4096 = 1.6 %. */
const INDEX_BITS = 12;
const REGISTERS = 2 ** INDEX_BITS;
const VALUE_BITS = 64 - INDEX_BITS;

export function setOf(item: string): StoredSet {
  return { hashes: [createHash('sha256').update(item).digest('hex').slice(0, 16)] };
}

/** A set that counts its members. What it holds depends on the members alone, not on their order. */
export class CountedSet {
  private hashes: Set<string> | null = new Set();
  private registers = new Uint8Array(0);

  constructor(stored: StoredSet | CountedSet) {
    this.addAll(stored);
  }

  get size(): number {
    return this.hashes?.size ?? estimate(this.registers);
  }

  addAll(others: StoredSet | CountedSet): void {
    const stored = others instanceof CountedSet ? others.toJSON() : others;
    if ('hashes' in stored) {
      for (const hash of stored.hashes) this.add(hash);
    } else {
      this.giveUpHashes();
      Buffer.from(stored.registers, 'base64').forEach((rank, index) => this.raise(index, rank));
    }
  }

  toJSON(): StoredSet {
    if (this.hashes) return { hashes: [...this.hashes].sort() };
    return { registers: Buffer.from(this.registers).toString('base64') };
  }

  private add(hash: string): void {
    this.hashes?.add(hash);
    if (!this.hashes) this.raise(...rankOf(hash));
    else if (this.hashes.size > MOST_EXACT) this.giveUpHashes();
  }

  private giveUpHashes(): void {
    if (!this.hashes) return;
    this.registers = new Uint8Array(REGISTERS);
    for (const hash of this.hashes) this.raise(...rankOf(hash));
    this.hashes = null;
  }

  private raise(index: number, rank: number): void {
    if (rank > (this.registers[index] ?? 0)) this.registers[index] = rank;
  }
}

/** Which register a hash belongs to, and the place of the first 1 in the rest of it. */
function rankOf(hash: string): [index: number, rank: number] {
  const bits = BigInt(`0x${hash}`);
  const value = BigInt.asUintN(VALUE_BITS, bits);
  return [Number(bits >> BigInt(VALUE_BITS)), VALUE_BITS + 1 - (value === 0n ? 0 : value.toString(2).length)];
}

function estimate(registers: Uint8Array): number {
  let sum = 0;
  let empty = 0;
  for (const rank of registers) {
    sum += 2 ** -rank;
    if (rank === 0) empty++;
  }
  const raw = ((0.7213 / (1 + 1.079 / REGISTERS)) * REGISTERS ** 2) / sum;
  // Few members leave registers empty, whose number then tells more.
  const isSmall = raw <= 2.5 * REGISTERS && empty > 0;
  return Math.round(isSmall ? REGISTERS * Math.log(REGISTERS / empty) : raw);
}
