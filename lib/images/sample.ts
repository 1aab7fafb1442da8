import "server-only";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Filter, Part } from "@/lib/images/query-language";

/** Pages of the table that are looked at, a twentieth of it at most: some 5,000 images in a few milliseconds. */
const pages = 480;
/** Of so many matches at most it is asked on which pages they are. */
const witnesses = 2000;
/** Fewer matches than this say too little about all of them. */
const telling = 20;
/** Two figures need so many: within a seventh, two times in three. */
const precise = 50;

export type Sampled = {
  /** There are more than the cap: so many pages with a match do not come by chance. */
  certain: boolean;
  /** Of all images, in two figures, or one where the sample is thin; null where it says too little. */
  about: number | null;
};

/** Whether a question can be asked of single images: what looks into links or collections would read those whole. */
export const canSample = (parts: readonly Part[]): boolean =>
  parts.every((part) => part.kind !== "filter" || !(aboutLinks(part) || part.key === "collection"));

/** Whether a question is about live links: they lead to their images, and not the other way round. */
export const asksOfLinks = (parts: readonly Part[]): boolean =>
  parts.some((part) => part.kind === "filter" && !part.not && aboutLinks(part));

const aboutLinks = ({ key, value }: Filter) => key === "ends" || (key === "has" && value === "links");

type Row = { hits: number; places: number; looked: number; images: number };

/**
 * How many images meet each condition, from the same pages of the table each time, chosen by chance. What holds
 * together or apart in them does so in the whole, where the planner can only multiply.
 */
export async function sampleImages(conditions: Prisma.Sql[], cap: number): Promise<Sampled[]> {
  const rows = await db().$queryRaw<Row[]>(sampleStatement(conditions));
  return rows.map(({ hits, places, looked, images }) => {
    const chance = (cap * looked) / Math.max(1, images);
    const all = (hits * images) / Math.max(1, looked);
    return {
      certain: places > chance + 5 * Math.sqrt(chance) + 3,
      about: hits < telling ? null : rounded(all, hits < precise ? 1 : 2),
    };
  });
}

export function sampleStatement(conditions: Prisma.Sql[]): Prisma.Sql {
  const column = (at: number) => Prisma.raw(`"meets${at}"`);
  const looked = conditions.map((condition, at) => Prisma.sql`(${condition}) AS ${column(at)}`);
  const counted = conditions.map(
    (_, at) => Prisma.sql`
      SELECT (SELECT count(*)::int FROM looked WHERE ${column(at)}) AS "hits", (
        SELECT count(DISTINCT split_part("at"::text, ',', 1))::int
        FROM (SELECT "at" FROM looked WHERE ${column(at)} LIMIT ${witnesses}) hit
      ) AS "places"`,
  );
  return Prisma.sql`
    WITH looked AS MATERIALIZED (
      SELECT image.ctid AS "at", ${Prisma.join(looked)}
      FROM "Image" image TABLESAMPLE SYSTEM ((
        SELECT least(5, ${pages * 100}::float8 / greatest("relpages", 1))
        FROM pg_class WHERE "oid" = '"Image"'::regclass
      )) REPEATABLE (1)
    )
    SELECT counted.*, (SELECT count(*)::int FROM looked) AS "looked",
      (SELECT COALESCE(sum("count"), 0)::int FROM "ImageTally") AS "images"
    FROM (${Prisma.join(counted, " UNION ALL ")}) counted`;
}

/** A number in so many figures. */
export function rounded(value: number, figures: number): number {
  const size = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) + 1 - figures);
  return Math.round(value / size) * size;
}
