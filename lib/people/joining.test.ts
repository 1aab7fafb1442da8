import { beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import { openWorld } from "@/lib/testing";

const world = openWorld();
const from = { address: "192.0.2.7", client: "vitest" };
const owner = { name: "Ada", email: "ada@engines.example", password: "seven boats left at noon" };
const codes = (results: PromiseSettledResult<unknown>[]) =>
  results.map((result) => (result.status === "fulfilled" ? "ok" : result.reason.code)).sort();
const load = () => import("@/lib/people/joining");

describe("createOwner", () => {
  // The world comes set up; these tests start before that. People of other tests stay.
  beforeEach(async () => {
    await db().installation.deleteMany();
    await db().user.deleteMany({ where: { role: "owner", email: { endsWith: "engines.example" } } });
  });

  it("lets exactly one of 32 win who press at the same moment", async () => {
    const { createOwner, needsOwner } = await load();
    const before = await db().auditEvent.count();
    expect(await needsOwner()).toBe(true);
    const tries = Array.from({ length: 32 }, (_, n) =>
      createOwner(from, { ...owner, email: `ada${n}@engines.example` }),
    );
    const verdicts = codes(await Promise.allSettled(tries));
    expect(verdicts).toEqual([...Array(31).fill("CONFLICT"), "ok"]);
    expect(await db().user.count({ where: { email: { endsWith: "@engines.example" } } })).toBe(1);
    expect(await db().installation.count()).toBe(1);
    expect(await db().auditEvent.count()).toBe(before + 1);
    expect(await needsOwner()).toBe(false);
  });

  it("is closed on a deployment that has no setup code", async () => {
    const { createOwner, needsOwner } = await load();
    vi.stubEnv("VERCEL", "1");
    await expect(createOwner(from, owner)).rejects.toMatchObject({
      code: "CONFIG",
      message: expect.stringMatching(/SETUP_CODE/),
    });
    vi.unstubAllEnvs();
    expect(await needsOwner()).toBe(true);
  });

  it("says who is the owner in the audit, and nothing of the password", async () => {
    const { createOwner } = await load();
    await createOwner(from, owner);
    const person = await db().user.findUniqueOrThrow({ where: { email: owner.email } });
    const event = await db().auditEvent.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(event).toMatchObject({ action: "installation.created", actorId: person.id, ...from });
    expect(person).toMatchObject({ role: "owner", name: "Ada" });
    expect(person.passwordHash).toMatch(/^\$argon2id\$/);
    expect(JSON.stringify({ ...event, id: 0 })).not.toContain(owner.password);
  });

  it("refuses a guessable password and leaves nothing behind", async () => {
    const { createOwner, needsOwner } = await load();
    const weak = createOwner(from, { ...owner, password: "Darkroom2026!!" });
    await expect(weak).rejects.toMatchObject({ code: "INVALID", fields: { password: expect.any(String) } });
    expect(await needsOwner()).toBe(true);
  });
});

describe("invitations", () => {
  const accept = { name: "Grace", password: "a quiet harbour in june" };
  async function invited(role: "viewer" | "admin" | "owner" = "viewer") {
    const { invite } = await import("@/lib/people/invitations");
    const by = await world.actor("owner");
    const email = `${crypto.randomUUID()}@guests.example`;
    const made = await invite(by, { email, role });
    return { by, email, made, token: made.path.replace("/join/", "") };
  }

  it("turns a link into an account with its role, once of 16 at the same moment", async () => {
    const { acceptInvitation, readInvitation } = await load();
    const { by, email, made, token } = await invited("admin");
    expect(Buffer.from(token, "base64url")).toHaveLength(24);
    expect(await readInvitation(token)).toMatchObject({
      status: "open",
      email,
      role: "admin",
      invitedBy: by.name,
    });
    const tries = Array.from({ length: 16 }, () => acceptInvitation(from, { token, ...accept }));
    expect(codes(await Promise.allSettled(tries))).toEqual([...Array(15).fill("CONFLICT"), "ok"]);
    const person = await db().user.findUniqueOrThrow({ where: { email } });
    expect(person).toMatchObject({ role: "admin", name: "Grace" });
    expect(await readInvitation(token)).toMatchObject({ status: "accepted" });
    const events = await db().auditEvent.findMany({
      where: { subjectId: { in: [person.id, made.invitationId] } },
    });
    expect(events.map(({ action }) => action)).toEqual(["person.invited", "person.joined"]);
    const stored = await db().invitation.findUniqueOrThrow({ where: { id: made.invitationId } });
    expect(Buffer.from(stored.tokenHash)).toHaveLength(32);
    expect(JSON.stringify(events.map((event) => ({ ...event, id: 0 })))).not.toContain(token);
  });

  it("dies after its week", async () => {
    const { acceptInvitation, readInvitation } = await load();
    const { token, made } = await invited();
    const now = world.clock.now;
    world.clock.now = new Date(made.expiresAt.getTime() - 1);
    expect(await readInvitation(token)).toMatchObject({ status: "open" });
    world.clock.now = made.expiresAt;
    expect(await readInvitation(token)).toMatchObject({ status: "expired" });
    await expect(acceptInvitation(from, { token, ...accept })).rejects.toMatchObject({ code: "CONFLICT" });
    world.clock.now = now;
  });

  it("dies when it is withdrawn, replaced, or when who sent it is disabled", async () => {
    const { acceptInvitation, readInvitation } = await load();
    const { invite, revokeInvitation } = await import("@/lib/people/invitations");
    const { disablePerson } = await import("@/lib/people/mutations");
    const [one, two, three] = [await invited(), await invited(), await invited()];
    await revokeInvitation(one.by, { invitationId: one.made.invitationId });
    const again = await invite(two.by, { email: two.email, role: "viewer" });
    await disablePerson(await world.actor("owner"), { userId: three.by.id });
    for (const { token } of [one, two, three]) {
      expect(await readInvitation(token)).toMatchObject({ status: "revoked" });
      await expect(acceptInvitation(from, { token, ...accept })).rejects.toMatchObject({ code: "CONFLICT" });
    }
    expect(await readInvitation(again.path.replace("/join/", ""))).toMatchObject({ status: "open" });
  });

  it("refuses a weak password, an unknown token and an address that joined already", async () => {
    const { acceptInvitation, readInvitation } = await load();
    const { invite } = await import("@/lib/people/invitations");
    const { by, email, token } = await invited();
    const weak = acceptInvitation(from, { token, name: "Grace", password: "grace-guests" });
    await expect(weak).rejects.toMatchObject({ code: "INVALID" });
    expect(await readInvitation("x".repeat(32))).toBeNull();
    const unknown = acceptInvitation(from, { token: "x".repeat(32), ...accept });
    await expect(unknown).rejects.toMatchObject({ code: "NOT_FOUND" });
    await db().user.create({ data: { email, name: "G", role: "viewer", passwordHash: "-" } });
    await expect(acceptInvitation(from, { token, ...accept })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await readInvitation(token)).toMatchObject({ status: "open" });
    await expect(invite(by, { email, role: "viewer" })).rejects.toMatchObject({ code: "CONFLICT" });
  });
});
