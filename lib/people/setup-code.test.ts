import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { openWorld } from "@/lib/testing";

const code = "seven boats at the pier";
process.env.SETUP_CODE = code;
const world = openWorld();
const owner = { name: "Ada", email: "ada@engines.example", password: "a quiet red lamp in here" };
const load = () => import("@/lib/people/joining");

describe("with a setup code", () => {
  beforeEach(async () => {
    await db().installation.deleteMany();
    await db().user.deleteMany({ where: { role: "owner" } });
  });
  const from = () => ({ address: crypto.randomUUID(), client: "vitest" });

  it("only who knows it becomes the owner", async () => {
    const { createOwner, needsOwner, setupDoor } = await load();
    expect(setupDoor()).toBe("code");
    for (const setupCode of [undefined, "", "seven boats", `${code} `, code.toUpperCase()])
      await expect(createOwner(from(), { ...owner, setupCode })).rejects.toMatchObject({
        code: "INVALID",
        fields: { setupCode: expect.any(String) },
      });
    expect(await needsOwner()).toBe(true);
    await createOwner(from(), { ...owner, setupCode: code });
    expect(await needsOwner()).toBe(false);
    const events = JSON.stringify(await db().auditEvent.findMany({ select: { details: true } }));
    expect(events).not.toContain(code);
  });

  it("guessing it takes ever longer, also for the right one", async () => {
    const { createOwner } = await load();
    const guesser = from();
    const outcomes: string[] = [];
    for (let count = 0; count < 8; count++)
      outcomes.push(
        await createOwner(guesser, { ...owner, setupCode: "wrong" }).then(
          () => "in",
          (error: { code: string }) => error.code,
        ),
      );
    expect(outcomes.slice(0, 4)).toEqual(Array(4).fill("INVALID"));
    expect(outcomes.at(-1)).toBe("LIMIT");
    await expect(createOwner(guesser, { ...owner, setupCode: code })).rejects.toMatchObject({
      code: "LIMIT",
    });
    world.clock.now = new Date(world.clock.now.getTime() + 2 * 86_400_000);
    await createOwner(guesser, { ...owner, setupCode: code });
  });
});
