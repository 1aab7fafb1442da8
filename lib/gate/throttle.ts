import "server-only";
import { isIPv6 } from "node:net";
import { countOne, type Pace, waitFor } from "@/lib/auth/pace";

/** Wrong addresses that are counted of one network; until the window's end no more of them are written down. */
export const wrongAddresses: Pace = { kind: "gate", most: 60, windowMs: 10 * 60_000 };

/** A house is one guesser: of the newer addresses the first half, whose second half everybody may choose. */
export function networkOf(address: string): string {
  const plain = address.replace(/^\[(.*)\]$/, "$1").replace(/%.*$/, "");
  if (!isIPv6(plain)) return address;
  const groups = groupsOf(plain);
  // An older address in the clothes of a newer one.
  if (groups.slice(0, 6).join(":") === "0:0:0:0:0:ffff")
    return groups
      .slice(6)
      .map((group) => Number.parseInt(group, 16))
      .flatMap((pair) => [pair >> 8, pair & 255])
      .join(".");
  return groups.slice(0, 4).join(":");
}

/** All eight, however it was written: the address parser of URLs writes each in one way. */
function groupsOf(address: string): string[] {
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const split = (text: string) => text.split(":").filter(Boolean);
  if (tail === undefined) return split(head);
  const [first, last] = [split(head), split(tail)];
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => "0"), ...last];
}

/** Whether a network has opened so many wrong addresses that no more are counted for now. Writes nothing. */
export async function isSlowed(address: string): Promise<boolean> {
  return (await waitFor(wrongAddresses, networkOf(address))) > 0;
}

export const countWrong = (address: string): Promise<void> => countOne(wrongAddresses, networkOf(address));
