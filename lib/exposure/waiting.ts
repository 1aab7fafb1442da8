import "server-only";
import { cache } from "react";
import { type Actor, can } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { owedTo } from "@/lib/exposure/owed-to";

/** How long an upload may take before it asks for attention. */
const patience = 10 * 60_000;
/** Uploads that take longer, counted up to so many: nobody reads the difference. */
const lateCap = 1_000;

/** Unfinished uploads are few at any size: each person has a limit. */
export async function countLate(now: Date): Promise<number> {
  const patient = new Date(now.getTime() - patience).toISOString();
  const [row] = await db().$queryRaw<{ late: number }[]>`
    SELECT count(*)::int AS "late" FROM (
      SELECT 1 FROM "Image" WHERE "state" IN ('requested', 'pending', 'received')
        AND "createdAt" < ${patient}::timestamptz LIMIT ${lateCap}) waiting`;
  return row?.late ?? 0;
}

export type Waiting = {
  /** Links whose recipients asked for more time, of those that this person may change. */
  asking: number;
  /** Genuine signatures that no entry explains, and nobody has acknowledged. */
  alarms: number;
  /** Signing keys that came or went outside Darkroom without an explanation, and the links that died with the latter. */
  foundKeys: number;
  lostKeys: number;
  lostLinks: number;
  /** Whether a job of this person runs, and whether any import does. */
  jobs: boolean;
  importing: boolean;
  /** Whether something is unfinished that this person's open page may carry on. */
  owed: boolean;
};

/** What every screen's frame asks beside the images, in one statement a request. */
export const readWaiting = cache(async (actor: Actor): Promise<Waiting> => {
  const any = can(actor, "link:manage");
  const [row] = await db().$queryRaw<Waiting[]>`
    SELECT (
      SELECT count(*)::int FROM "Link" link WHERE link."revokedAt" IS NULL
        AND (${any} OR link."issuedById" = ${actor.id}::uuid)
        AND link."id" IN (SELECT request."linkId" FROM "LinkRequest" request WHERE request."answeredAt" IS NULL)
    ) AS "asking",
    (SELECT count(*)::int FROM "LeakAlarm" WHERE "acknowledgedAt" IS NULL) AS "alarms",
    (SELECT count(*)::int FROM "SigningKey" WHERE "foundAt" IS NOT NULL AND "goneAt" IS NULL AND "explainedAt" IS NULL)
      AS "foundKeys",
    (SELECT count(*)::int FROM "SigningKey" WHERE "vanishedAt" IS NOT NULL AND "explainedAt" IS NULL) AS "lostKeys",
    (SELECT coalesce(sum("lostLinks"), 0)::int FROM "SigningKey" WHERE "vanishedAt" IS NOT NULL AND "explainedAt" IS NULL)
      AS "lostLinks",
    EXISTS (SELECT 1 FROM "Job" WHERE "createdById" = ${actor.id}::uuid AND "state" = 'running') AS "jobs",
    EXISTS (SELECT 1 FROM "Import" WHERE "state" = 'running') AS "importing",
    ${owedTo(actor, clock.now())} AS "owed"`;
  return (
    row ?? {
      ...{ asking: 0, alarms: 0, foundKeys: 0, lostKeys: 0, lostLinks: 0 },
      ...{ jobs: false, importing: false, owed: false },
    }
  );
});
