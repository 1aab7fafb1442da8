import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Act, Selection } from "@/lib/jobs/schema";
import { conditionOf } from "@/lib/jobs/selection";

const { sql } = Prisma;

/** Images of one statement: each stays within the client's time limit, and a million are twenty. */
export const perPage = 50_000;

/** Where a page of candidates ended. */
export type Key = [string, string] | number;

/** The images that a job may touch, page by page. */
export type Candidates = {
  /**
   * A page as a statement: "imageId", the columns that a verdict reads (all null where the image is gone), "wanted" of
   * a taking-back, and "at" from 1 in the order of the work.
   */
  page: (after: Key | null) => Prisma.Sql;
  /** Of the last row of a page, where the next one goes on. */
  key: Prisma.Sql;
};

const columns = sql`image."id", image."name", image."state", image."cloudflareId", image."requireSignedUrls",
  image."privacyPendingAt", image."probe", image."flips", image."trashedAt", image."tags", image."credit",
  image."rightsFrom", image."rightsUntil", image."embargoUntil"`;

/** The images of a selection, as they are now; null when nothing can match. Throws INVALID. */
export async function candidatesOf(actor: Actor, selection: Selection): Promise<Candidates | null> {
  if ("imageIds" in selection) return picked([...new Set(selection.imageIds)]);
  const condition = await conditionOf(actor, selection);
  return condition && matching(condition, "except" in selection ? selection.except : []);
}

// So few that there is one page of them.
const picked = (imageIds: string[]): Candidates => ({
  key: sql`NULL::jsonb`,
  page: () => sql`
    SELECT ${columns}, picked."imageId", picked."at"::int, NULL::jsonb AS "wanted"
    FROM unnest(${imageIds}::uuid[]) WITH ORDINALITY picked("imageId", "at")
    LEFT JOIN "Image" image ON image."id" = picked."imageId"`,
});

const matching = (condition: Prisma.Sql, except: string[]): Candidates => ({
  key: sql`jsonb_build_array("createdAt"::text, "imageId")`,
  page: (after) => {
    const beyond = Array.isArray(after)
      ? sql`AND (image."createdAt", image."id") < (${after[0]}::timestamptz, ${after[1]}::uuid)`
      : Prisma.empty;
    return sql`
      SELECT *, "id" AS "imageId", (row_number() OVER (ORDER BY "createdAt" DESC, "id" DESC))::int AS "at",
        NULL::jsonb AS "wanted"
      FROM (
        SELECT ${columns}, image."createdAt" FROM "Image" image
        WHERE ${condition} AND image."id" <> ALL(${except}::uuid[]) ${beyond}
        ORDER BY image."createdAt" DESC, image."id" DESC LIMIT ${perPage}
      ) image`;
  },
});

/** What a job did, for the act that takes it back. */
export function doneBy(jobId: string, act: Act): Candidates {
  // With make-public: it was marked private before, and only its mark was sent again.
  const given =
    act.kind === "make-public"
      ? sql`AND item."before"->>'private' = 'false'`
      : act.kind === "put-back"
        ? sql`AND item."before" IS NOT NULL`
        : Prisma.empty;
  return {
    key: sql`to_jsonb("seq")`,
    page: (after) => sql`
      SELECT ${columns}, item."imageId", item."seq", (row_number() OVER (ORDER BY item."seq"))::int AS "at",
        CASE WHEN item."after" IS NOT NULL
          THEN jsonb_build_object('expect', item."after", 'set', coalesce(item."before", '{}')) END AS "wanted"
      FROM (
        SELECT * FROM "JobItem" item
        WHERE item."jobId" = ${jobId}::uuid AND item."state" = 'done' ${given}
          AND item."seq" > ${typeof after === "number" ? after : -1}
        ORDER BY item."seq" LIMIT ${perPage}
      ) item
      LEFT JOIN "Image" image ON image."id" = item."imageId"`,
  };
}
