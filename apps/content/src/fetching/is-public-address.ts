import ipaddr from 'ipaddr.js';

/** Unicast by the registries, but answered by the host or its cloud: Azure's platform service. */
const PLATFORM_ADDRESSES = new Set(['168.63.129.16']);
/** What the registries hand out as global unicast; everything else in IPv6 is special. */
const GLOBAL_UNICAST_V6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

/**
 * True for an address of the public internet. Loopback, private, link-local (cloud metadata), carrier-grade NAT, multicast, reserved and
 * tunnelled ranges are not; an IPv4 address inside an IPv6 one (mapped, NAT64) is judged as itself.
 *
 * @param address in any spelling that ipaddr.js reads; anything else is not public
 */
export function isPublicAddress(address: string): boolean {
  const parsed = parseAddress(address);
  if (!parsed) return false;
  if (PLATFORM_ADDRESSES.has(parsed.toString()) || parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(GLOBAL_UNICAST_V6);
}

/** Parses an address without its zone, unwrapping IPv4 in IPv6 (`::ffff:a.b.c.d`, `64:ff9b::a.b.c.d`). */
export function parseAddress(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return undefined;
  const parsed = ipaddr.parse(bare);
  if (parsed.kind() === 'ipv4') return parsed;
  const v6 = parsed as ipaddr.IPv6;
  if (v6.range() === 'ipv4Mapped') return v6.toIPv4Address();
  return v6.range() === 'rfc6052' ? new ipaddr.IPv4(v6.toByteArray().slice(12)) : v6;
}
