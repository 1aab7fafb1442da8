import { beforeAll, describe, expect, it } from "vitest";
import { recordAudit } from "@/lib/audit/record";
import type { AuditPage } from "@/lib/audit/schema";
import type { Actor } from "@/lib/auth/actor";
import { roles } from "@/lib/auth/roles";
import { db } from "@/lib/db";
import { openWorld } from "@/lib/testing";

const world = openWorld();
const load = () => import("@/lib/audit/queries");
let [ada, ines]: Actor[] = [];

beforeAll(async () => {
  ada = await world.actor("owner");
  ines = await world.actor("editor");
  const image = (n: number) => ({ type: "image" as const, id: `image-${n % 3}`, name: `Picture ${n}` });
  await db().$transaction(async (tx) => {
    for (let n = 0; n < 120; n++)
      await recordAudit(tx, n % 2 ? (ada as Actor) : (ines as Actor), {
        action: n % 4 === 0 ? "image.edited" : "image.received",
        subject: n % 10 === 0 ? { type: "variant", id: "thumb", name: "thumb" } : image(n),
        details: { n },
      });
  });
});

describe("listActivity", () => {
  it("pages through everything once, newest first", async () => {
    const { listActivity } = await load();
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page: AuditPage = await listActivity(ada as Actor, { cursor });
      expect(page.events.length).toBeLessThanOrEqual(50);
      seen.push(...page.events.map(({ details }) => details.n));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => 119 - n));
  });

  it("does not skip or repeat when something happens between two pages", async () => {
    const { listActivity } = await load();
    const first = await listActivity(ada as Actor, { subjectType: "image" });
    await recordAudit(db(), ada as Actor, {
      action: "variant.created",
      subject: { type: "variant", id: "late", name: "late" },
    });
    const second = await listActivity(ada as Actor, { subjectType: "image", cursor: first.next ?? "" });
    const ids = [...first.events, ...second.events].map(({ id }) => Number(id));
    expect(ids).toEqual([...new Set(ids)].sort((one, other) => other - one));
  });

  it("filters by subject and by person, and survives a made-up cursor", async () => {
    const { listActivity } = await load();
    const { events } = await listActivity(ada as Actor, { subjectType: "variant", actorId: ines?.id });
    expect(events).toHaveLength(12);
    expect(events.every(({ actorName }) => actorName === "Test editor")).toBe(true);
    expect((await listActivity(ada as Actor, { cursor: "'; drop" })).events).toHaveLength(50);
    expect((await listActivity(ada as Actor, { cursor: "9".repeat(40) })).events).toHaveLength(50);
  });

  it.each(roles)("is for owners and admins: %s", async (role) => {
    const { listActivity } = await load();
    const listed = listActivity(await world.actor(role));
    if (role === "owner" || role === "admin") expect((await listed).events.length).toBeGreaterThan(0);
    else await expect(listed).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("listTimeline", () => {
  const subject = { subjectType: "image", subjectId: "image-1" } as const;

  it("tells one image's story to everybody, and addresses only to who sees the activity", async () => {
    const { listTimeline } = await load();
    const forOwner = await listTimeline(ada as Actor, subject);
    const forViewer = await listTimeline(await world.actor("viewer"), subject);
    expect(forViewer.map(({ id }) => id)).toEqual(forOwner.map(({ id }) => id));
    expect(forOwner[0]).toMatchObject({ address: "127.0.0.1", client: "vitest" });
    expect(forViewer.every(({ address, client }) => address === "" && client === "")).toBe(true);
  });

  it("does not tell a viewer about people", async () => {
    const { listTimeline } = await load();
    const asked = listTimeline(await world.actor("viewer"), { subjectType: "person", subjectId: "x" });
    await expect(asked).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

it("the database refuses to change or remove an event", async () => {
  await expect(db().auditEvent.updateMany({ data: { action: "x" } })).rejects.toThrow(/append-only/);
  await expect(db().auditEvent.deleteMany()).rejects.toThrow(/append-only/);
});
