import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roles } from "@/lib/auth/roles";
import {
  changeProblem,
  grantableRoles,
  invitationStatus,
  mayGrant,
  passwordProblem,
} from "@/lib/people/rules";

const ada = { email: "ada.lovelace@engines.example", name: "Ada Lovelace" };

describe("passwordProblem", () => {
  it.each([
    "password1234",
    "P@ssw0rd2026!",
    "Darkroom2026!!",
    "cloudflare-images",
    "qwertyuiop123",
    "QWERTZUIOP99",
    "correct horse battery staple",
    "adalovelace99",
    "Lovelace-Ada-1",
    "engines-engines",
    "aaaaaaaaaaaa",
    "abababababab",
    "123456789012",
    "0123456789-0",
    "abcdefghijkl",
    "letmein letmein",
    "welcome12345",
    "!!!!2026!!!!",
  ])("refuses %s", (password) => expect(passwordProblem(password, ada)).toMatch(/\w/));

  it.each([
    "seven boats left at noon",
    "mauve-tractor-41",
    "Xk29fj2LqpVv",
    "the darkroom smells of vinegar",
    "darkroom tractor seldom",
    "493027716058",
    "Übergrößenträger 3",
    "写真は暗い部屋で現像します今日も",
  ])("accepts %s", (password) => expect(passwordProblem(password, ada)).toBeNull());

  it("accepts what a password manager makes", () => {
    const alphabet = [..."ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789-_"];
    const made = fc
      .array(fc.constantFrom(...alphabet), { minLength: 16, maxLength: 32 })
      .filter((signs) => new Set(signs).size > 8);
    fc.assert(
      fc.property(made, (signs) => passwordProblem(signs.join(""), ada) === null),
      { numRuns: 2_000 },
    );
  });

  it("answers quickly for any text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: "binary" }), (text) => {
        passwordProblem(text, ada);
      }),
    );
  });
});

describe("roles", () => {
  it("nobody grants a role above their own", () => {
    const table = roles.map((by) => [by, ...grantableRoles(by)]);
    expect(table).toEqual([
      ["owner", "owner", "admin", "editor", "viewer"],
      ["admin", "admin", "editor", "viewer"],
      ["editor", "editor", "viewer"],
      ["viewer", "viewer"],
    ]);
    expect(mayGrant("admin", "owner")).toBe(false);
  });
});

describe("changeProblem", () => {
  const change = { kind: "role", actorId: "a", targetId: "b", owners: ["a"] } as const;
  it("lets an owner change somebody else", () => expect(changeProblem(change)).toBeNull());
  it("lets one of two owners step down", () =>
    expect(changeProblem({ ...change, targetId: "a", owners: ["a", "b"] })).toBeNull());
  it("keeps the last owner", () => {
    expect(changeProblem({ ...change, targetId: "a" })?.code).toBe("CONFLICT");
  });
  it("nobody disables themself", () =>
    expect(changeProblem({ kind: "disable", actorId: "a", targetId: "a", owners: ["a", "b"] })?.code).toBe(
      "CONFLICT",
    ));
  it("stops who is no owner any more", () =>
    expect(changeProblem({ ...change, owners: ["b"] })?.code).toBe("FORBIDDEN"));
});

describe("invitationStatus", () => {
  const now = new Date("2026-11-27T09:00:00Z");
  const open = { acceptedAt: null, revokedAt: null, expiresAt: new Date(now.getTime() + 1) };
  it.each([
    ["open", open],
    ["expired", { ...open, expiresAt: now }],
    ["accepted", { ...open, acceptedAt: now, expiresAt: now }],
    ["revoked", { ...open, revokedAt: now, expiresAt: now }],
  ] as const)("%s", (status, row) => expect(invitationStatus(row, now)).toBe(status));
});
