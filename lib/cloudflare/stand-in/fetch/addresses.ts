import { BlockList, isIP } from "node:net";

// Everything that is not plain unicast on the public internet (IANA special-purpose registries).
const inside4 = new BlockList();
for (const range of [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"],
  ...[
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.31.196.0/24",
    "192.52.193.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
  ],
  ...["192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"],
]) {
  const [net = "", bits] = range.split("/");
  inside4.addSubnet(net, Number(bits), "ipv4");
}
const public6 = new BlockList();
public6.addSubnet("2000::", 3, "ipv6");
// Inside 2000::/3: documentation, and ways to write or tunnel to another address.
const inside6 = new BlockList();
for (const range of ["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"]) {
  const [net = "", bits] = range.split("/");
  inside6.addSubnet(net, Number(bits), "ipv6");
}

/** Whether an address is one of the public internet. Mapped, tunnelled and scoped forms never are. */
export function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !inside4.check(address, "ipv4");
    case 6:
      return !address.includes("%") && public6.check(address, "ipv6") && !inside6.check(address, "ipv6");
    default:
      return false;
  }
}
