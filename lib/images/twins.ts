import "server-only";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Twin } from "@/lib/images/schema";

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

/** The newest image for each of these hashes (hex) that has one; one query. The caller has asked whether it may. */
export async function findByHash(hashes: readonly string[]): Promise<Map<string, Twin>> {
  if (hashes.length === 0) return new Map();
  const found = await db().$queryRaw<(Twin & { hash: string })[]>(hashStatement(hashes));
  return new Map(found.map(({ hash, id, name }) => [hash, { id, name }]));
}

/** One row for a hash, however often its bytes are stored. */
export function hashStatement(hashes: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT asked.hash, twin."id", twin."name"
    FROM unnest(${[...new Set(hashes)]}::text[]) asked(hash)
    JOIN LATERAL (
      SELECT image."id", image."name" FROM "Image" image
      WHERE image."sha256" = decode(asked.hash, 'hex') AND image."trashedAt" IS NULL
        AND image."state" IN ('received', 'ready')
      ORDER BY image."createdAt" DESC, image."id" DESC
      LIMIT 1
    ) twin ON TRUE`;
}
