import { describe, expect, it } from "vitest";
import { roles } from "@/lib/auth/roles";
import { openWorld } from "@/lib/testing";

const world = openWorld();
const load = () => import("@/lib/installation/queries");

describe("getInstallation", () => {
  it.each(roles)("tells a %s what it is bound to, and no secret", async (role) => {
    const { getInstallation } = await load();
    const facts = await getInstallation(await world.actor(role));
    expect(facts).toMatchObject({
      accountId: world.standIn.accountId,
      accountHash: world.standIn.accountHash,
    });
    const text = JSON.stringify(facts);
    for (const secret of ["CLOUDFLARE_API_TOKEN", "NEXTAUTH_SECRET", "DATABASE_URL"])
      expect(text).not.toContain(process.env[secret]);
  });
});

describe("getUsage", () => {
  it("counts what is stored", async () => {
    const { getUsage } = await load();
    expect(await getUsage(await world.actor("viewer"))).toEqual({
      ok: true,
      stored: 0,
      allowed: expect.any(Number),
    });
  });
});
