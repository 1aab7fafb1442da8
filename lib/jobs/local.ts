import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { applyEdits, type Edit } from "@/lib/jobs/edits";
import { type End, endItems, type Item, type Job } from "@/lib/jobs/items";
import { collectionOf, judge } from "@/lib/jobs/rules";
import { exceptions } from "@/lib/jobs/schema";
import { holdSubjects } from "@/lib/jobs/subjects";
import { takeOut } from "@/lib/trash/move";

/** Does what asks Cloudflare nothing: all of these items with their images and events in one transaction. */
export async function workLocally(actor: Actor, job: Job, items: Item[]): Promise<void> {
  const { act } = job;
  const imageIds = items.map(({ imageId }) => imageId);
  await db().$transaction(
    async (tx) => {
      const images = await holdSubjects(tx, imageIds, collectionOf(act));
      const now = clock.now();
      const ended: { item: Item; end: End }[] = [];
      const changing: (Edit & { item: Item })[] = [];
      for (const item of items) {
        const image = images.get(item.imageId) ?? null;
        const verdict = judge(act, image, now, item.wanted);
        if (verdict.go && image) changing.push({ item, image, set: verdict.set });
        else {
          const reason = exceptions[verdict.go ? "gone" : verdict.why];
          ended.push({ item, end: { state: "skipped", reason } });
        }
      }
      if (act.kind === "restore") {
        await takeOut(
          tx,
          actor,
          changing.map(({ image }) => image.id),
        );
        for (const { item } of changing) ended.push({ item, end: { state: "done" } });
      } else if (changing.length > 0) {
        const befores = await applyEdits(tx, actor, { edits: changing, jobId: job.id });
        for (const [at, { item, set }] of changing.entries())
          ended.push({ item, end: { state: "done", before: befores[at], after: set } });
      }
      await endItems(tx, actor, job, ended);
    },
    { timeout: 30_000 },
  );
}
