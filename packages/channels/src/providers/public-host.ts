import { lookup as systemLookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { JourneymanError } from "@journeyman/core";

export type HostAddress = { address: string; family: 4 | 6 };
export type Lookup = (host: string) => Promise<HostAddress[]>;

const reserved4 = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  reserved4.addSubnet(net, bits, "ipv4");
}

// Of IPv6 only global unicast is public, without what tunnels or documents: an address there may embed a private IPv4 one.
const global6 = new BlockList();
global6.addSubnet("2000::", 3, "ipv6");
const reserved6 = new BlockList();
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  reserved6.addSubnet(net, bits, "ipv6");

/** Whether an address is on this machine, in a private network or otherwise not a host of the internet. Source: IANA special-purpose registries. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return reserved4.check(address, "ipv4");
  if (family !== 6) return true;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return reserved4.check(mapped, "ipv4");
  return !global6.check(address, "ipv6") || reserved6.check(address, "ipv6");
}

/**
 * Looks a host up and answers the addresses that may be connected to. Connect to these and not to the name, which may mean something
 * else a moment later. Throws `invalid` when any of them is private (unless allowed), `unavailable` when the name is not found.
 */
export async function assertPublicHost(
  host: string,
  options: { allowPrivate?: boolean; lookup?: Lookup } = {},
): Promise<[HostAddress, ...HostAddress[]]> {
  const name = host
    .trim()
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "");
  if (name === "" || /[\s/@?#\\%]/.test(name)) {
    throw new JourneymanError("invalid", "The host is not a host name; write it alone, such as smtp.example.com, without port or path.");
  }
  const found = await addressesOf(name, options.lookup ?? lookupAll);
  if (!options.allowPrivate && found.some(({ address }) => isPrivateAddress(address))) {
    throw new JourneymanError(
      "invalid",
      "The host leads to a private or local address, which is not called from here; use a host that is public.",
    );
  }
  return found;
}

async function addressesOf(name: string, lookup: Lookup): Promise<[HostAddress, ...HostAddress[]]> {
  const family = isIP(name);
  if (family === 4 || family === 6) return [{ address: name, family }];
  let cause: unknown;
  try {
    const [first, ...others] = await lookup(name);
    if (first) return [first, ...others];
  } catch (error) {
    cause = error;
  }
  throw new JourneymanError("unavailable", "The host's name is not known to the DNS; check its spelling.", { cause });
}

const lookupAll: Lookup = async (host) =>
  (await systemLookup(host, { all: true, order: "ipv4first" })).map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
