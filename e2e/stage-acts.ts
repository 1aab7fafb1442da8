// What was done to many images, and what belongs together.
import { searchTextOf } from "../lib/images/search.ts";
import type { Person, Product } from "./product.ts";

const from = (milliseconds: number) => new Date(Date.now() + milliseconds);
const minute = 60_000;

/** Two collections, a job that ended with a failure, and one that stands still. */
export async function setActs({ db }: Product, editor: Person, imageIds: string[]) {
  const names = new Map(
    (await db.image.findMany({ where: { id: { in: imageIds } } })).map(({ id, name }) => [id, name]),
  );
  const [copied, copy] = [imageIds[2] ?? "", imageIds[4] ?? ""];
  const { sha256 } = await db.image.findUniqueOrThrow({ where: { id: copied } });
  await db.image.update({ where: { id: copy }, data: { sha256 } });
  await db.image.update({
    where: { id: imageIds[5] ?? "" },
    data: {
      credit: "Ines Aldovar / Dagens Bild",
      rightsUntil: from(400 * 24 * 60 * minute),
      embargoUntil: from(3 * 24 * 60 * minute),
      notes: "Cleared for print by the museum.\nCall them before it goes on a cover.",
    },
  });
  const make = (name: string, description: string) =>
    db.collection.create({
      data: { name, folded: searchTextOf(name).trim(), description, createdById: editor.id },
    });
  const { id: collection } = await make(
    "Autumn campaign, press selection",
    "The pictures that may go out with the release.\nAsk Ines before anything else.",
  );
  await make("To be sorted", "");
  const members = imageIds.slice(0, 5);
  await db.collectionImage.createMany({
    data: members.map((imageId, at) => ({ collectionId: collection, imageId, place: at + 1 })),
  });
  const { id: job } = await db.job.create({
    data: {
      kind: "tag",
      params: { kind: "tag", tags: ["press"] },
      state: "done",
      total: members.length,
      done: 3,
      skipped: 1,
      failed: 1,
      createdById: editor.id,
      createdAt: from(-50 * minute),
      endedAt: from(-49 * minute),
    },
  });
  const states = ["done", "done", "skipped", "failed", "done"] as const;
  const reasons = {
    done: "",
    skipped: "already so",
    failed: "Something broke on our side (reference 3f2a91c0).",
  };
  await db.jobItem.createMany({
    data: members.map((imageId, seq) => ({
      jobId: job,
      seq,
      imageId,
      imageName: names.get(imageId) ?? "",
      state: states[seq] ?? "done",
      reason: reasons[states[seq] ?? "done"],
      dueAt: from(-50 * minute),
      before: { tags: [] },
      after: { tags: ["press"] },
    })),
  });
  await db.job.create({
    data: {
      kind: "make-private",
      params: { kind: "make-private" },
      state: "paused",
      standing: "Paused by Tobias Ek.",
      total: 3412,
      done: 1204,
      skipped: 38,
      createdById: editor.id,
      createdAt: from(-9 * minute),
    },
  });
  return { collection, job };
}
