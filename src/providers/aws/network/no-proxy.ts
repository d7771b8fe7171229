/**
 * Decides whether NO_PROXY lists a host. There is no standard for it, so this reads what curl, Python and Go agree on. A
 * domain includes its subdomains, with or without a dot before it. `*` is every host. An address can be a network
 * (10.0.0.0/8). An entry with a port is for that port only.
 */

import { BlockList, isIP } from "node:net";

const PORTS: Readonly<Record<string, string>> = { "http:": "80", "https:": "443" };

/** Whether `list`, the value of NO_PROXY, includes the host of a URL. */
export function isExcepted(url: string, list: string): boolean {
  const { protocol, hostname, port } = new URL(url);
  const host = plain(hostname);
  return list
    .toLowerCase()
    .split(/[,\s]+/)
    .some((entry) => {
      const [, named = "", its] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [entry, entry];
      return (its ?? (port || PORTS[protocol])) === (port || PORTS[protocol]) && covers(plain(named), host);
    });
}

/** Removes the brackets of an IPv6 address, and the dot at the end of a name. */
function plain(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
}

function covers(entry: string, host: string): boolean {
  if (entry === "*") return true;
  if (isIP(host) !== 0) return coversAddress(entry, host);
  if (/^\*[^.]/.test(entry)) return host.endsWith(entry.slice(1));
  const domain = entry.replace(/^\*?\./, "");
  return domain !== "" && (host === domain || host.endsWith(`.${domain}`));
}

function coversAddress(entry: string, host: string): boolean {
  const [network = "", bits] = entry.split("/");
  const family = isIP(network);
  if (family === 0) return false;
  const most = family === 4 ? 32 : 128;
  const prefix = bits === undefined ? most : Number(bits);
  if (!/^\d+$/.test(bits ?? "0") || prefix > most) return false;
  const addresses = new BlockList();
  addresses.addSubnet(network, prefix, family === 4 ? "ipv4" : "ipv6");
  return addresses.check(host, isIP(host) === 4 ? "ipv4" : "ipv6");
}
