import { readFile } from 'node:fs/promises';

/** The first port and the one after the last. */
export interface PortRange {
  readonly first: number;
  readonly end: number;
}

const RANGE: PortRange = { first: 15_000, end: 32_000 };
const ENOUGH = 1_000;

/** Ports below those that the system gives away by itself, where it tells which these are. */
export async function portRange(settings = '/proc/sys/net/ipv4/ip_local_port_range'): Promise<PortRange> {
  const lowest = Number.parseInt(await readFile(settings, 'utf8').catch(() => ''), 10);
  const end = Number.isNaN(lowest) ? RANGE.end : Math.min(RANGE.end, lowest);
  return end - RANGE.first >= ENOUGH ? { ...RANGE, end } : RANGE;
}
