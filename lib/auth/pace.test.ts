import { expect, it } from "vitest";
import { keepPace } from "@/lib/auth/pace";
import { openWorld } from "@/lib/testing";

const world = openWorld();
const pace = { kind: "test", most: 5, windowMs: 60_000 };

it("lets as many through as were said, of any number at once, and says when to go on", async () => {
  const [ines, tom] = [await world.actor("viewer"), await world.actor("viewer")];
  for (let at = 0; at < pace.most; at += 1) await keepPace(ines, pace);
  await expect(keepPace(ines, pace)).rejects.toMatchObject({
    code: "LIMIT",
    message: "That was often enough for now. Wait 60 seconds, then try again.",
  });
  await keepPace(tom, pace);
  await keepPace(ines, { ...pace, kind: "other" });
  world.clock.now = new Date(world.clock.now.getTime() + 60_000);
  await Promise.allSettled(Array.from({ length: 20 }, () => keepPace(ines, pace)));
  await expect(keepPace(ines, pace)).rejects.toMatchObject({ code: "LIMIT" });
  world.clock.now = new Date(world.clock.now.getTime() + 61_000);
  await keepPace(ines, pace);
});
