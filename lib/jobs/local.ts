import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { applyEdits, type Edit } from "@/lib/jobs/edits";
import { type End, endItems, type Item, type Job, putBack } from "@/lib/jobs/items";
import { collectionOf, judge, type Verdict } from "@/lib/jobs/rules";
import { exceptions } from "@/lib/jobs/schema";
import { holdSubjects, type SubjectRow } from "@/lib/jobs/subjects";
import { putSealedIn, takeOut } from "@/lib/trash/move";
import { countOpeningLinks } from "@/lib/trash/opening-links";
import { whyForGood } from "@/lib/trash/rules";

type Ended = { item: Item; end: End };
type Changing = Edit & { item: Item };

/**
 * Does what asks Cloudflare nothing: all of these items with their images and events in one transaction. What turns out
 * to need Cloudflare after all is given back.
 */
export async function workLocally(actor: Actor, job: Job, items: Item[]): Promise<void> {
  const { act } = job;
  const imageIds = items.map(({ imageId }) => imageId);
  const asking: Item[] = [];
  await db().$transaction(
    async (tx) => {
      const images = await holdSubjects(tx, imageIds, collectionOf(act));
      const opened =
        act.kind === "trash" && act.links !== "keep"
          ? await countOpeningLinks(imageIds, clock.now(), tx)
          : new Map<string, number>();
      const now = clock.now();
      const ended: Ended[] = [];
      const changing: Changing[] = [];
      for (const item of items) {
        const image = images.get(item.imageId) ?? null;
        const verdict = judge(act, image, now, item.wanted);
        if (act.kind === "trash" && image && asksFirst(image, verdict)) asking.push(item);
        else if (act.kind === "trash" && image && verdict.go && whyForGood(image, opened.has(image.id)))
          // Nobody agreed to that when it was looked at.
          ended.push(skipped(item, opened.has(image.id) ? "linked" : "changed"));
        else if (verdict.go && image) changing.push({ item, image, set: verdict.set });
        else ended.push(skipped(item, verdict.go ? "gone" : verdict.why));
      }
      ended.push(...(await change(tx, actor, job, changing)));
      await endItems(tx, actor, job, ended);
    },
    { timeout: 30_000 },
  );
  for (const item of asking) await putBack(item, { dueAt: clock.now(), free: true });
}

/** Only what is known to be private goes into the trash as it is. */
const asksFirst = (image: SubjectRow, verdict: Verdict): boolean =>
  verdict.go ? !image.requireSignedUrls || image.probe === "served" : verdict.why === "changing";

const skipped = (item: Item, why: keyof typeof exceptions): Ended => ({
  item,
  end: { state: "skipped", reason: exceptions[why] },
});

async function change(tx: Tx, actor: Actor, { id, act }: Job, changing: Changing[]): Promise<Ended[]> {
  if (changing.length === 0) return [];
  const imageIds = changing.map(({ image }) => image.id);
  const all = (end: End) => changing.map(({ item }) => ({ item, end }));
  if (act.kind === "restore") {
    await takeOut(tx, actor, imageIds);
    return all({ state: "done" });
  }
  if (act.kind === "trash") {
    const trashedAt = await putSealedIn(tx, actor, imageIds);
    return all({ state: "done", after: { trashedAt: trashedAt.toISOString() } });
  }
  const befores = await applyEdits(tx, actor, { edits: changing, jobId: id });
  return changing.map(({ item, set }, at) => ({
    item,
    end: { state: "done", before: befores[at], after: set },
  }));
}
