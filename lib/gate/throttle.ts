import "server-only";
import { countOne, type Pace, waitFor } from "@/lib/auth/pace";

/** Wrong addresses that one network may open before it is answered nothing until the window's end. */
export const wrongAddresses: Pace = { kind: "gate", most: 60, windowMs: 10 * 60_000 };

/** A house is one guesser: of the newer addresses the first half, whose second half everybody may choose. */
function networkOf(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":").filter(Boolean);
  if (tail === undefined) return groups.slice(0, 4).join(":");
  return [...groups, "0", "0", "0", "0"].slice(0, 4).join(":");
}

/** Whether a network has opened so many wrong addresses that it is answered nothing for now. Writes nothing. */
export async function isSlowed(address: string): Promise<boolean> {
  return (await waitFor(wrongAddresses, networkOf(address))) > 0;
}

export const countWrong = (address: string): Promise<void> => countOne(wrongAddresses, networkOf(address));
