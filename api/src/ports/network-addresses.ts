import { BlockList, isIP } from "node:net";

/**
 * What is no place on the public Internet: the special-purpose registries of IANA (RFC 6890 and its successors), read in November 2026.
 * IPv6 forms that carry an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo) are refused as a whole: a public host is reached by its own address.
 */
const SPECIAL: readonly (readonly [string, number, "ipv4" | "ipv6"])[] = [
  ["0.0.0.0", 8, "ipv4"],
  ["10.0.0.0", 8, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["127.0.0.0", 8, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.0.0.0", 24, "ipv4"],
  ["192.0.2.0", 24, "ipv4"],
  ["192.31.196.0", 24, "ipv4"],
  ["192.52.193.0", 24, "ipv4"],
  ["192.88.99.0", 24, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["192.175.48.0", 24, "ipv4"],
  ["198.18.0.0", 15, "ipv4"],
  ["198.51.100.0", 24, "ipv4"],
  ["203.0.113.0", 24, "ipv4"],
  ["224.0.0.0", 4, "ipv4"],
  ["240.0.0.0", 4, "ipv4"],
  ["::", 96, "ipv6"],
  ["::ffff:0:0", 96, "ipv6"],
  ["64:ff9b::", 96, "ipv6"],
  ["64:ff9b:1::", 48, "ipv6"],
  ["100::", 64, "ipv6"],
  ["2001::", 23, "ipv6"],
  ["2001:db8::", 32, "ipv6"],
  ["2002::", 16, "ipv6"],
  ["2620:4f:8000::", 48, "ipv6"],
  ["3fff::", 20, "ipv6"],
  ["5f00::", 16, "ipv6"],
  ["fc00::", 7, "ipv6"],
  ["fe80::", 10, "ipv6"],
  ["fec0::", 10, "ipv6"],
  ["ff00::", 8, "ipv6"],
  // Of IPv6 only 2000::/3 is given out as unicast addresses so far.
  ["::", 3, "ipv6"],
  ["4000::", 2, "ipv6"],
  ["8000::", 1, "ipv6"],
];

/**
 * A list for each family: one list for both takes an IPv4 address for its mapped form, too, so that the rule against `::ffff:0:0/96`
 * would refuse all of IPv4, and one that lets 127.0.0.1 through would let `::ffff:127.0.0.1` through.
 */
function listOf(wanted: "ipv4" | "ipv6", ranges: readonly (readonly [string, number, "ipv4" | "ipv6"])[]): BlockList {
  const list = new BlockList();
  for (const [address, prefix, family] of ranges) if (family === wanted) list.addSubnet(address, prefix, family);
  return list;
}

const LOOPBACK = [
  ["127.0.0.0", 8, "ipv4"],
  ["::1", 128, "ipv6"],
] as const;

const special = { ipv4: listOf("ipv4", SPECIAL), ipv6: listOf("ipv6", SPECIAL) };
const loopback = { ipv4: listOf("ipv4", LOOPBACK), ipv6: listOf("ipv6", LOOPBACK) };

function familyOf(address: string): "ipv4" | "ipv6" | null {
  const version = isIP(address);
  // An address with a zone means something on one machine alone.
  if (version === 0 || address.includes("%")) return null;
  return version === 4 ? "ipv4" : "ipv6";
}

/** Whether an address (IPv4 or IPv6, without brackets or zone) is a place on the public Internet. Anything that is no address is none. */
export function isPublicAddress(address: string): boolean {
  const family = familyOf(address);
  return family !== null && !special[family].check(address, family);
}

/** Whether an address is this machine itself. */
export function isLoopbackAddress(address: string): boolean {
  const family = familyOf(address);
  return family !== null && loopback[family].check(address, family);
}
