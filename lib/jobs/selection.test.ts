import { beforeAll, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { planJob } from "@/lib/jobs/queries";
import { openWorld } from "@/lib/testing";

const world = openWorld();
let admin: Actor;
beforeAll(async () => {
  admin = await world.actor("admin");
});

const plan = (q: string) =>
  planJob(admin, {
    selection: { query: { q, sort: "newest" }, except: [] } as never,
    act: { kind: "make-private" },
  });

it.each(["ends:<soon", "format:heic", "is:open,sealed", "🎉", "tag:press before:tomorrow", '"open'])(
  "nothing is done to all that match %s, which was not understood",
  async (q) => {
    await expect(plan(q)).rejects.toMatchObject({ code: "INVALID", message: expect.stringContaining("“") });
  },
);

it("what was understood is planned, also a word that looks like a filter", async () => {
  expect(await plan("tag:press")).toMatchObject({ change: 0 });
  expect(await plan("colour:red")).toMatchObject({ change: 0 });
});
