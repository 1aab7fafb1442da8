import { freshSince, isFresh } from "@/lib/exposure/rules";
import type { AccountFacts, Exposure } from "@/lib/exposure/schema";
import { Prisma } from "@/lib/generated/prisma/client";

/** What an image's own columns say, as the database knows it: see the migration that makes `image_standing`. */
const standing = Prisma.sql`image_standing(image."state", image."requireSignedUrls", image."privacyPendingAt", image."checkedAt", image."probe")`;
const is = (name: "open" | "arriving" | "absent" | "changing" | "untried" | "held") =>
  Prisma.sql`${standing} = ${name}`;

const nothing = Prisma.sql`FALSE`;
const either = (...parts: Prisma.Sql[]) => Prisma.sql`(${Prisma.join(parts, " OR ")})`;

/**
 * The images (as `image`) for which `exposureOf` answers `exposure`: the same decision, as a condition that an
 * index answers in the order of upload.
 */
export function exposureCondition(exposure: Exposure, account: AccountFacts, now: Date): Prisma.Sql {
  const heard = isFresh(account.variantsCheckedAt, now);
  const anyOpen = account.alwaysPublic.length > 0;
  const since = freshSince(now);
  switch (exposure) {
    case "open":
      return is("open");
    case "pending":
      return anyOpen ? is("absent") : either(is("absent"), is("arriving"));
    case "exposed":
      if (!anyOpen) return nothing;
      return heard ? either(is("held"), is("untried"), is("arriving")) : is("arriving");
    case "sealed":
      return heard && !anyOpen
        ? Prisma.sql`${is("held")} AND image."checkedAt" >= ${since.toISOString()}::timestamptz`
        : nothing;
    case "unknown": {
      if (!heard) return either(is("changing"), is("untried"), is("held"));
      if (anyOpen) return is("changing");
      const stale = Prisma.sql`(image."checkedAt" IS NULL OR image."checkedAt" < ${since.toISOString()}::timestamptz)`;
      return either(is("changing"), is("untried"), Prisma.sql`(${is("held")} AND ${stale})`);
    }
  }
}
