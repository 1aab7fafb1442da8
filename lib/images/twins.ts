import "server-only";
import { db } from "@/lib/db";

/** Other images with the same bytes, newest first; at most five. The caller has asked whether it may. */
export function readTwins({ id, sha256 }: { id: string; sha256: Uint8Array<ArrayBuffer> | null }) {
  if (!sha256) return [];
  return db().image.findMany({
    where: { sha256, id: { not: id }, trashedAt: null, state: { in: ["received", "ready"] } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 5,
    select: { id: true, name: true },
  });
}
