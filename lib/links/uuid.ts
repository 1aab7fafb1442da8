import { randomBytes } from "node:crypto";

/** Ids as Prisma's `uuid(7)` makes them, for rows written without it: they sort by time, so indexes grow at one end. */
export function uuidsAt(now: Date, count: number): string[] {
  const time = now.getTime().toString(16).padStart(12, "0");
  return Array.from({ length: count }, () => {
    const random = randomBytes(10).toString("hex");
    const variant = "89ab"[Number.parseInt(random.charAt(4), 16) % 4];
    return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(1, 4)}-${variant}${random.slice(5, 8)}-${random.slice(8)}`;
  });
}
