import { generatedId } from "@/lib/cloudflare/image-id";
import { Prisma } from "@/lib/generated/prisma/client";
import type { flags, matters } from "@/lib/images/query-filters";
import { goneFailure } from "@/lib/sync/rules";

export type Mark = (typeof flags | typeof matters)[number];

// As its index has it, letter by letter: a parameter would be no constant to the planner.
const customId = Prisma.raw(`image."cloudflareId" !~* '${generatedId}'`);

/** How an image is marked at Cloudflare, or what is the matter with it there. */
export function markCondition(mark: Mark): Prisma.Sql {
  if (mark === "custom-id") return customId;
  if (mark === "vanished")
    return Prisma.sql`(image."failure" IS NOT NULL AND image."failure" = ${goneFailure})`;
  return Prisma.sql`image."requireSignedUrls" = ${mark === "private"}`;
}

/** What an import brought in, by its number, or with `-changed` what it found otherwise than we held it. */
export function importCondition(value: string): Prisma.Sql {
  const number = Number.parseInt(value, 10);
  if (!value.endsWith("-changed")) return Prisma.sql`image."importId" = ${number}::int`;
  return Prisma.sql`image."id" IN (SELECT finding."imageId" FROM "ImportFinding" finding
    WHERE finding."importId" = ${number}::int AND finding."kind" = 'changed')`;
}
