import "server-only";
import { db } from "@/lib/db";

/** The oldest other image with the same bytes, outside the trash, for each of these that has one. */
export async function findTwins(imageIds: string[]): Promise<Map<string, string>> {
  if (imageIds.length === 0) return new Map();
  const rows = await db().$queryRaw<{ id: string; name: string }[]>`
    SELECT image."id", twin."name" FROM "Image" image
    JOIN LATERAL (SELECT "name" FROM "Image" other
      WHERE other."sha256" = image."sha256" AND other."id" <> image."id" AND other."trashedAt" IS NULL
        AND other."state" IN ('received', 'ready')
      ORDER BY other."createdAt", other."id" LIMIT 1) twin ON true
    WHERE image."id" = ANY(${imageIds}::uuid[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}
