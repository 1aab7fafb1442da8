import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { openWorld } from "@/lib/testing";
import { changeView, deleteView, saveView } from "@/lib/views/mutations";
import { listViews } from "@/lib/views/queries";
import { maxViews } from "@/lib/views/schema";

const world = openWorld();
let viewer: Actor;
let editor: Actor;
let admin: Actor;
beforeAll(async () => {
  viewer = await world.actor("viewer");
  editor = await world.actor("editor");
  admin = await world.actor("admin");
});
beforeEach(() => db().savedView.deleteMany());

const view = (name: string, more: object = {}) => ({
  ...{ kind: "images" as const, name, question: "tag:press" },
  ...{ sort: "newest" as const, layout: "grid" as const, shared: false },
  ...more,
});
const names = async (actor: Actor) =>
  (await listViews(actor, { kind: "images", zone: "UTC" })).map(({ name }) => name);

it("is one's own, or everybody's once shared, each with its count", async () => {
  const row = { state: "ready" as const, requireSignedUrls: true, uploadedById: editor.id };
  await db().image.create({
    data: { ...row, uploadKey: randomUUID(), name: "n", fileName: "n", searchText: " n", tags: ["press"] },
  });
  const { id } = await saveView(editor, view("Press"));
  await saveView(editor, view("All", { question: "" }));
  expect(await names(viewer)).toEqual([]);
  expect(await listViews(editor, { kind: "images", zone: "UTC" })).toMatchObject([
    { name: "All", mine: true, count: { total: 1, capped: false } },
    { name: "Press", question: "tag:press", count: { total: 1 } },
  ]);
  await changeView(editor, { viewId: id, name: "Presse", shared: true });
  expect(await listViews(viewer, { kind: "images", zone: "UTC" })).toMatchObject([
    { name: "Presse", mine: false, removable: false, owner: "Test editor" },
  ]);
  expect(await listViews(admin, { kind: "images", zone: "UTC" })).toMatchObject([
    { mine: false, removable: true },
  ]);
  await deleteView(admin, { viewId: id });
  expect(await names(editor)).toEqual(["All"]);
  const told = await db().auditEvent.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
  expect(told.map(({ action }) => action)).toEqual(["view.saved", "view.changed", "view.deleted"]);
});

it("is changed by nobody else, and shared only by who may", async () => {
  const { id } = await saveView(editor, view("Mine"));
  const refused = (call: Promise<unknown>, code: string) => expect(call).rejects.toMatchObject({ code });
  await refused(changeView(admin, { viewId: id, name: "Theirs", shared: false }), "NOT_FOUND");
  await refused(deleteView(admin, { viewId: id }), "NOT_FOUND");
  await refused(saveView(viewer, view("For all", { shared: true })), "FORBIDDEN");
  const own = await saveView(viewer, view("Own"));
  await refused(changeView(viewer, { viewId: own.id, name: "Own", shared: true }), "FORBIDDEN");
  await refused(saveView(viewer, view("ÔWN")), "CONFLICT");
  expect(await names(viewer)).toEqual(["Own"]);
});

it("ends at a limit, also for many at once", async () => {
  const row = { ...view("x"), ownerId: viewer.id };
  await db().savedView.createMany({
    data: Array.from({ length: maxViews - 1 }, (_, n) => ({ ...row, folded: `f${n}` })),
  });
  const tries = await Promise.allSettled(["a", "b", "c"].map((name) => saveView(viewer, view(name))));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await db().savedView.count({ where: { ownerId: viewer.id } })).toBe(maxViews);
});

it("is of links too, apart from those of images, each with how many it finds", async () => {
  const kept = (question: string) => ({
    ...{ kind: "links" as const, name: "Press", question, shared: true },
    ...{ sort: "ends" as const, layout: "table" as const },
  });
  await saveView(editor, view("Press"));
  const row = {
    purpose: "p",
    endsAt: new Date(world.clock.now.getTime() + 86_400_000),
    issuedById: editor.id,
  };
  await db().link.createMany({
    data: [
      { ...row, mode: "gated", recipient: "Nora", searchText: " nora" },
      { ...row, mode: "gated", recipient: "Ola", searchText: " ola" },
      { ...row, mode: "direct", recipient: "Pia", searchText: " pia" },
    ],
  });
  const { id } = await saveView(editor, kept(`mode:gated by:${editor.id}`));
  expect(await listViews(viewer, { kind: "links", zone: "UTC" })).toMatchObject([
    { name: "Press", kind: "links", sort: "ends", mine: false, count: { total: 2, capped: false } },
  ]);
  expect(await names(editor)).toEqual(["Press"]);
  await expect(saveView(editor, kept("ola"))).rejects.toMatchObject({ code: "CONFLICT" });
  await changeView(editor, { viewId: id, name: "Pages", shared: false });
  expect(await listViews(viewer, { kind: "links", zone: "UTC" })).toEqual([]);
  await deleteView(editor, { viewId: id });
  const told = await db().auditEvent.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
  expect(told.map(({ details }) => details)).toMatchObject([{ kind: "links" }, {}, { kind: "links" }]);
});
