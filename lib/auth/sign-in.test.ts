import { describe, expect, it } from "vitest";
import { hashPassword } from "@/lib/auth/password";
import { db } from "@/lib/db";
import { openWorld } from "@/lib/testing";

openWorld();
const { signIn } = await import("@/lib/auth/sign-in");
const from = { address: "127.0.0.1", client: "vitest" };

async function account(data: { disabledAt?: Date } = {}) {
  const email = `${crypto.randomUUID()}@example.test`;
  const passwordHash = await hashPassword("a quiet red lamp");
  const user = await db().user.create({
    data: { email, name: "Ines", role: "editor", passwordHash, ...data },
  });
  return { email, user };
}

describe("signing in", () => {
  it("takes the right pair, whatever the case of the address, and leaves a trace", async () => {
    const { email, user } = await account();
    const result = await signIn({ email: ` ${email.toUpperCase()} `, password: "a quiet red lamp" }, from);
    expect(result).toEqual({ ok: true, userId: user.id, sessionVersion: 1 });
    const events = await db().auditEvent.findMany({ where: { actorId: user.id } });
    expect(events.map(({ action }) => action)).toEqual(["session.started"]);
  });

  it("answers wrong, unknown and disabled alike", async () => {
    const [right, disabled] = [await account(), await account({ disabledAt: new Date() })];
    const tries = [
      { email: right.email, password: "a quiet red lamb" },
      { email: "nobody@example.test", password: "a quiet red lamp" },
      { email: disabled.email, password: "a quiet red lamp" },
      { email: right.email, password: "" },
      { email: "", password: "" },
    ];
    for (const pair of tries) expect(await signIn(pair, from)).toEqual({ ok: false, waitSeconds: 0 });
    const told = await db().auditEvent.findMany({
      where: { action: "session.refused" },
      orderBy: { id: "asc" },
    });
    expect(told.map(({ actorName, details }) => [actorName, details])).toEqual([
      ["Ines", { account: "known" }],
      ["Somebody unknown", { account: "unknown" }],
      ["Ines", { account: "disabled" }],
      ["Ines", { account: "known" }],
      ["Somebody unknown", { account: "unknown" }],
    ]);
    expect(JSON.stringify(told.map((row) => ({ ...row, id: 0 })))).not.toContain("nobody@");
    expect(told[0]).toMatchObject({ address: from.address, actorId: right.user.id });
  });

  it("stores Argon2id with a salt of its own", async () => {
    const [one, two] = [await hashPassword("same words here"), await hashPassword("same words here")];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
  });
});
