import "server-only";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Twin } from "@/lib/images/schema";

const present = { trashedAt: null, state: { in: ["received", "ready"] } } satisfies Prisma.ImageWhereInput;

/** Other images with the same bytes, newest first; at most five. The caller has asked whether it may. */
export function readTwins({ id, sha256 }: { id: string; sha256: Uint8Array<ArrayBuffer> | null }) {
  if (!sha256) return [];
  return db().image.findMany({
    where: { sha256, id: { not: id }, ...present },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 5,
    select: { id: true, name: true },
  });
}

/** The newest image for each of these hashes (hex) that has one; one query. The caller has asked whether it may. */
export async function findByHash(hashes: readonly string[]): Promise<Map<string, Twin>> {
  if (hashes.length === 0) return new Map();
  const found = await db().image.findMany({
    where: { sha256: { in: [...new Set(hashes)].map((hash) => Buffer.from(hash, "hex")) }, ...present },
    distinct: ["sha256"],
    orderBy: [{ sha256: "asc" }, { createdAt: "desc" }, { id: "desc" }],
    select: { id: true, name: true, sha256: true },
  });
  return new Map(
    found.map(({ id, name, sha256 }) => [Buffer.from(sha256 ?? []).toString("hex"), { id, name }]),
  );
}
