import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { cloudflare } from "@/lib/cloudflare/connection";
import { isCustomId } from "@/lib/cloudflare/image-id";
import type { RemoteImage } from "@/lib/cloudflare/wire";
import { db } from "@/lib/db";
import { bringIn } from "@/lib/import/bring-in";
import { note, whoImports } from "@/lib/import/under-way";
import { takeBudget } from "@/lib/jobs/budget";
import { askAbout, compare, isRefusal, listUnseen } from "@/lib/sync/compare";
import { findForeign } from "@/lib/sync/foreign";
import { movePass, type Work } from "@/lib/sync/pass";
import { importShare, maxImportQuestions, maxQuestions, newPass, type Pass, perPage } from "@/lib/sync/rules";

/** `waits`: the budget of this minute is used up, and nothing was asked. */
export type Step = "more" | "complete" | "waits";

/**
 * Reads one page of the list: compares it with our rows and tells apart what is not ours. For an import what is not
 * ours becomes rows, in the transaction that moves the pass on: a page stopped anywhere is read again as a whole.
 * Throws Overtaken.
 */
export async function readOnePage(actor: Actor, work: Work): Promise<Step> {
  const { progress } = work;
  const { importId } = progress;
  const importer = importId === null ? null : await whoImports(work, importId);
  if (importer && !(await takeBudget(1, clock.now(), importShare))) return "waits";
  const askedAt = clock.now();
  const page = await cloudflare()
    .listImages({ continuationToken: progress.token, perPage })
    .catch((error: unknown) => {
      // A token that Cloudflare takes no more would refuse every slice to come: the next one begins anew.
      if (progress.token !== null && isRefusal(error)) Object.assign(progress, { ...newPass, importId });
      throw error;
    });
  const { images, continuationToken } = page;
  const foreign = await findForeign(images);
  const changed = await compare(actor, { remote: images, askedAt, along: note(importId) });
  const read = progress.read + images.length;
  const odd = progress.odd + page.odd;
  // A token that leads to itself would never end.
  const last = continuationToken === null || continuationToken === progress.token;
  const { next, held } = await db().$transaction(
    async (tx) => {
      const left =
        importer && importId !== null
          ? await bringIn(tx, importer, { importId, foreign, read, odd, askedAt })
          : foreign;
      const moved: Pass = {
        ...progress,
        ...(last && { phase: "verify" as const }),
        token: continuationToken,
        read,
        odd,
        changed: progress.changed + changed,
        foreignPrivate: progress.foreignPrivate + count(left, ({ requireSignedURLs }) => requireSignedURLs),
        foreignPublic: progress.foreignPublic + count(left, ({ requireSignedURLs }) => !requireSignedURLs),
        foreignCustom: progress.foreignCustom + count(left, isForeverPublic),
      };
      return { next: moved, held: await movePass(tx, work, moved) };
    },
    { timeout: 20_000 },
  );
  Object.assign(progress, next);
  work.held = held;
  return "more";
}

const isForeverPublic = ({ id, requireSignedURLs }: RemoteImage) => !requireSignedURLs && isCustomId(id);
const count = (images: readonly RemoteImage[], is: (image: RemoteImage) => boolean) =>
  images.filter(is).length;

/** Asks about some of the images that the list did not show; complete when there is no more to learn. */
export async function askSome(actor: Actor, { progress, startedAt }: Work): Promise<Step> {
  const { importId } = progress;
  if (progress.asked >= (importId === null ? maxQuestions : maxImportQuestions)) return "complete";
  const unseen = await listUnseen(startedAt);
  if (importId !== null && !(await takeBudget(unseen.length, clock.now(), importShare))) return "waits";
  const { asked, answered, changed, missing } = await askAbout(actor, { unseen, along: note(importId) });
  progress.asked += asked;
  progress.changed += changed;
  progress.missing += missing;
  return answered === 0 ? "complete" : "more";
}
