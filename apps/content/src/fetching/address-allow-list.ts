import ipaddr from 'ipaddr.js';
import { isPublicAddress, parseAddress } from './is-public-address.js';

interface HostRule {
  readonly host: string;
  /** Undefined: every port. */
  readonly port: number | undefined;
}

/** Decides which hosts and addresses may be connected to: the public internet, and what an operator has listed. */
export class AddressAllowList {
  private readonly hosts: HostRule[] = [];
  private readonly networks: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];

  /**
   * @param entries `host`, `host:port`, an address, `[v6]:port`, or a network in CIDR notation
   * @throws Error naming an entry that is none of these
   */
  constructor(entries: readonly string[]) {
    for (const entry of entries.map((text) => text.trim()).filter((text) => text !== '')) this.add(entry);
  }

  /** True when the host is listed by its name, so that its addresses need not be public. */
  allowsHost(host: string, port: number): boolean {
    const name = normaliseHost(host);
    return this.hosts.some((rule) => rule.host === name && (rule.port === undefined || rule.port === port));
  }

  /** True for a public address, and for one that is listed itself or in a network. */
  allowsAddress(address: string, port: number): boolean {
    if (isPublicAddress(address) || this.allowsHost(address, port)) return true;
    const parsed = parseAddress(address);
    return parsed !== undefined && this.networks.some(([network, bits]) => isInside(parsed, network, bits));
  }

  private add(entry: string): void {
    if (entry.includes('/')) {
      if (!ipaddr.isValidCIDR(entry)) throw invalidEntry(entry);
      this.networks.push(ipaddr.parseCIDR(entry));
      return;
    }
    // More than one colon and no bracket: an IPv6 address, which has no port.
    if (ipaddr.IPv6.isValid(entry)) {
      this.hosts.push({ host: normaliseHost(entry), port: undefined });
      return;
    }
    const match = /^(\[[\da-f:.]+\]|[^\s:/@[\]]+)(?::(\d{1,5}))?$/i.exec(entry);
    const port = match?.[2] === undefined ? undefined : Number(match[2]);
    if (!match?.[1] || (port !== undefined && (port < 1 || port > 65535))) throw invalidEntry(entry);
    this.hosts.push({ host: normaliseHost(match[1]), port });
  }
}

/** One spelling per host: names in lower case without the root's dot, addresses as ipaddr.js writes them. */
function normaliseHost(host: string): string {
  return parseAddress(host)?.toString() ?? host.toLowerCase().replace(/\.$/, '');
}

function isInside(address: ipaddr.IPv4 | ipaddr.IPv6, network: ipaddr.IPv4 | ipaddr.IPv6, bits: number): boolean {
  return (
    address.kind() === network.kind() && (address.match as (n: typeof network, b: number) => boolean)(network, bits)
  );
}

function invalidEntry(entry: string): Error {
  return new Error(
    `"${entry}" cannot be allowed for fetching: write a host ("intranet.example"), a host and port ("localhost:8080") or a network ("10.0.0.0/8").`,
  );
}
