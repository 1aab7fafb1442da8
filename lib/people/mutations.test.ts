import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { type Role, roles } from "@/lib/auth/roles";
import { db } from "@/lib/db";
import { openWorld } from "@/lib/testing";

const world = openWorld();
const load = async () => ({
  ...(await import("@/lib/people/mutations")),
  ...(await import("@/lib/people/invitations")),
  ...(await import("@/lib/people/queries")),
});
const row = (id: string) => db().user.findUniqueOrThrow({ where: { id } });
const events = (subjectId: string) =>
  db().auditEvent.findMany({ where: { subjectId }, orderBy: { id: "asc" } });
/** Leaves only these as owners who can sign in, whatever earlier tests made. */
const onlyOwners = (...ids: string[]) =>
  db().user.updateMany({ where: { role: "owner", id: { notIn: ids } }, data: { role: "viewer" } });

describe("changeRole and disablePerson", () => {
  it("changes the role, ends the sessions and says so", async () => {
    const { changeRole } = await load();
    const [owner, person] = [await world.actor("owner"), await world.actor("viewer")];
    await changeRole(owner, { userId: person.id, role: "editor" });
    expect(await row(person.id)).toMatchObject({ role: "editor", sessionVersion: 2 });
    expect(await events(person.id)).toMatchObject([
      { action: "person.role-changed", actorId: owner.id, details: { from: "viewer", to: "editor" } },
    ]);
    await changeRole(owner, { userId: person.id, role: "editor" });
    expect(await events(person.id)).toHaveLength(1);
  });

  it("withdraws the invitations that a demoted admin may not stand for", async () => {
    const { changeRole, invite } = await load();
    const [owner, admin] = [await world.actor("owner"), await world.actor("admin")];
    const high = await invite(admin, { email: `${crypto.randomUUID()}@x.example`, role: "admin" });
    const low = await invite(admin, { email: `${crypto.randomUUID()}@x.example`, role: "viewer" });
    await changeRole(owner, { userId: admin.id, role: "editor" });
    const open = async (id: string) => (await db().invitation.findUniqueOrThrow({ where: { id } })).revokedAt;
    expect(await open(high.invitationId)).toBeInstanceOf(Date);
    expect(await open(low.invitationId)).toBeNull();
  });

  it.each([
    ["admin", "viewer", 2],
    ["admin", "editor", 1],
    ["editor", "viewer", 2],
    ["viewer", "admin", 0],
  ] as const)(
    "from %s to %s ends the upload URLs that the new role would not get",
    async (was, is, ended) => {
      const { changeRole } = await load();
      const [owner, person] = [await world.actor("owner"), await world.actor(was)];
      const later = new Date(world.clock.now.getTime() + 1_800_000);
      const upload = (requireSignedUrls: boolean) => ({
        uploadKey: crypto.randomUUID(),
        state: "pending" as const,
        requireSignedUrls,
        name: "a",
        fileName: "a",
        searchText: " a",
        uploadExpiresAt: later,
        uploadedById: person.id,
      });
      await db().image.createMany({ data: [upload(true), upload(false)] });
      await changeRole(owner, { userId: person.id, role: is });
      const over = { uploadedById: person.id, uploadExpiresAt: { lt: later } };
      expect(await db().image.count({ where: over })).toBe(ended);
      if (ended === 1)
        expect(await db().image.count({ where: { ...over, requireSignedUrls: true } })).toBe(0);
    },
  );

  it("disables and enables again, ending the sessions each time", async () => {
    const { disablePerson, enablePerson } = await load();
    const [owner, person] = [await world.actor("owner"), await world.actor("admin")];
    await disablePerson(owner, { userId: person.id });
    expect(await row(person.id)).toMatchObject({ sessionVersion: 2, disabledAt: expect.any(Date) });
    await disablePerson(owner, { userId: person.id });
    await enablePerson(owner, { userId: person.id });
    expect(await row(person.id)).toMatchObject({ sessionVersion: 3, disabledAt: null, role: "admin" });
    expect((await events(person.id)).map(({ action }) => action)).toEqual([
      "person.disabled",
      "person.enabled",
    ]);
    const gone = disablePerson(owner, { userId: crypto.randomUUID() });
    await expect(gone).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("never loses the last owner, and a disabled owner does not count", async () => {
    const { changeRole, disablePerson } = await load();
    const [last, other] = [await world.actor("owner"), await world.actor("owner")];
    await onlyOwners(last.id, other.id);
    await disablePerson(last, { userId: other.id });
    await expect(changeRole(last, { userId: last.id, role: "admin" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await expect(disablePerson(last, { userId: last.id })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await row(last.id)).toMatchObject({ role: "owner", disabledAt: null, sessionVersion: 1 });
  });

  it("keeps one owner when two turn on each other, 20 times", async () => {
    const { changeRole, disablePerson } = await load();
    for (let round = 0; round < 20; round++) {
      const [one, two] = [await world.actor("owner"), await world.actor("owner")];
      await onlyOwners(one.id, two.id);
      const second =
        round % 2
          ? changeRole(two, { userId: one.id, role: "viewer" })
          : disablePerson(two, { userId: one.id });
      const results = await Promise.allSettled([changeRole(one, { userId: two.id, role: "viewer" }), second]);
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(results.find(({ status }) => status === "rejected")).toMatchObject({
        reason: { code: "FORBIDDEN" },
      });
      expect(await db().user.count({ where: { role: "owner", disabledAt: null } })).toBe(1);
    }
  });

  it("keeps one owner when both step down at once", async () => {
    const { changeRole } = await load();
    const [one, two] = [await world.actor("owner"), await world.actor("owner")];
    await onlyOwners(one.id, two.id);
    const down = (who: Actor) => changeRole(who, { userId: who.id, role: "viewer" });
    const results = await Promise.allSettled([down(one), down(two)]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await db().user.count({ where: { role: "owner", disabledAt: null } })).toBe(1);
  });
});

describe("changePassword", () => {
  const [old, next] = ["seven boats left at noon", "nine carts came back late"];
  async function withPassword() {
    const { hashPassword } = await import("@/lib/auth/password");
    const actor = await world.actor("viewer");
    await db().user.update({ where: { id: actor.id }, data: { passwordHash: await hashPassword(old) } });
    return actor;
  }

  it("changes it, ends the sessions, and tells the audit no secret", async () => {
    const { changePassword } = await load();
    const { verifyPassword } = await import("@/lib/auth/password");
    const actor = await withPassword();
    await changePassword(actor, { current: old, next });
    const { passwordHash, sessionVersion } = await row(actor.id);
    expect(await verifyPassword(passwordHash, next)).toBe(true);
    expect(sessionVersion).toBe(2);
    expect(await events(actor.id)).toMatchObject([{ action: "person.password-changed", details: {} }]);
  });

  it.each([
    ["a wrong current one", { current: "not this one at all", next }, "current"],
    ["the same again", { current: old, next: old }, "next"],
    ["a common one", { current: old, next: "password-password" }, "next"],
  ])("refuses %s", async (_, input, field) => {
    const { changePassword } = await load();
    const actor = await withPassword();
    const tried = changePassword(actor, input);
    await expect(tried).rejects.toMatchObject({ code: "INVALID", fields: { [field]: expect.any(String) } });
    expect(await row(actor.id)).toMatchObject({ sessionVersion: 1 });
  });

  it("slows down whoever sits at an open screen and guesses", async () => {
    const { changePassword } = await load();
    const actor = await withPassword();
    const codes: string[] = [];
    for (let n = 0; n < 8; n++)
      await changePassword(actor, { current: `guess number ${n}`, next }).catch((error) =>
        codes.push(error.code),
      );
    expect(codes[0]).toBe("INVALID");
    expect(codes.at(-1)).toBe("LIMIT");
  });
});

describe("who may do what", () => {
  type Act = (actor: Actor, target: Actor) => Promise<unknown>;
  const email = () => `${crypto.randomUUID()}@matrix.example`;
  const acts: [string, readonly Role[], Act][] = [
    ["listPeople", ["owner", "admin"], async (actor) => (await load()).listPeople(actor)],
    ["listInvitations", ["owner", "admin"], async (actor) => (await load()).listInvitations(actor)],
    [
      "invite a viewer",
      ["owner", "admin"],
      async (a) => (await load()).invite(a, { email: email(), role: "viewer" }),
    ],
    [
      "invite an admin",
      ["owner", "admin"],
      async (a) => (await load()).invite(a, { email: email(), role: "admin" }),
    ],
    ["invite an owner", ["owner"], async (a) => (await load()).invite(a, { email: email(), role: "owner" })],
    ["changeRole", ["owner"], async (a, t) => (await load()).changeRole(a, { userId: t.id, role: "editor" })],
    ["disablePerson", ["owner"], async (a, t) => (await load()).disablePerson(a, { userId: t.id })],
    ["enablePerson", ["owner"], async (a, t) => (await load()).enablePerson(a, { userId: t.id })],
  ];
  const cells = acts.flatMap(([name, allowed, act]) =>
    roles.map((role) => ({ name, role, verdict: allowed.includes(role) ? "may" : "may not", act })),
  );

  it.each(cells)("$role $verdict $name", async ({ role, verdict, act }) => {
    const [actor, target] = [await world.actor(role), await world.actor("viewer")];
    const before = await db().auditEvent.count();
    const outcome = act(actor, target);
    if (verdict === "may") return void (await outcome);
    await expect(outcome).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await db().auditEvent.count()).toBe(before);
    expect(await row(target.id)).toMatchObject({ role: "viewer", sessionVersion: 1, disabledAt: null });
  });

  it("an admin cannot withdraw or replace an owner's invitation", async () => {
    const { invite, revokeInvitation } = await load();
    const address = email();
    const made = await invite(await world.actor("owner"), { email: address, role: "owner" });
    const admin = await world.actor("admin");
    const withdrawn = revokeInvitation(admin, { invitationId: made.invitationId });
    await expect(withdrawn).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(invite(admin, { email: address, role: "viewer" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("lists people by role, the disabled last, and marks you", async () => {
    const { listPeople, disablePerson } = await load();
    const [owner, off] = [await world.actor("owner"), await world.actor("owner")];
    await disablePerson(owner, { userId: off.id });
    const people = await listPeople(owner);
    expect(people.find(({ isYou }) => isYou)?.id).toBe(owner.id);
    expect(people.at(-1)?.disabledAt).toBeInstanceOf(Date);
    expect(JSON.stringify(people)).not.toContain("passwordHash");
  });
});
