import { type ActionRef, callAction, listActions } from "./actions.ts";
import { expect, test } from "./fixtures.ts";
import { policy } from "./policy.ts";
import type { Product, Role } from "./product.ts";

const roles: Role[] = ["owner", "admin", "editor", "viewer"];

/** Everything an action could change, as one text: a denial must leave it byte for byte. */
async function state({ db }: Product) {
  const rows = [
    await db.image.findMany({ orderBy: { id: "asc" } }),
    await db.link.findMany({ orderBy: { id: "asc" } }),
    await db.variant.findMany({ orderBy: { id: "asc" } }),
    await db.invitation.findMany({ orderBy: { id: "asc" } }),
    await db.user.findMany({ orderBy: { id: "asc" } }),
    await db.collection.findMany({ orderBy: { id: "asc" } }),
    await db.job.findMany({ orderBy: { id: "asc" } }),
    await db.auditEvent.count(),
  ];
  return JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? String(value) : value));
}

test("every action in the build has a row in the policy, and no row is left over", () => {
  const built = listActions().map(({ name }) => name);
  expect(built.filter((name) => !policy[name])).toEqual([]);
  expect(Object.keys(policy).filter((name) => !built.includes(name))).toEqual([]);
});

async function verdict(product: Product, action: ActionRef, role: Role | null, at: string) {
  const as = role && (await product.person(role));
  const before = await state(product);
  const answer = await callAction(product, action, { as, args: policy[action.name]?.args ?? [], at });
  return { answer, unchanged: (await state(product)) === before };
}

for (const action of listActions()) {
  test(`access to ${action.name}`, async ({ product }) => {
    const allowed = policy[action.name]?.allowed ?? [];
    for (const role of [null, ...roles]) {
      // An action runs when posted to any path; the verdict must not depend on it.
      for (const at of ["/", "/sign-in", "/nope"]) {
        const who = `${role ?? "a stranger"} calls ${action.name} at ${at}`;
        const { answer, unchanged } = await verdict(product, action, role, at);
        expect(answer.status, who).toBeLessThan(500);
        if (allowed === "anyone") {
          expect(answer.code, who).not.toBe("FORBIDDEN");
          expect(unchanged, who).toBe(true);
        } else if (role && allowed.includes(role)) {
          expect(["FORBIDDEN", "SIGNED_OUT"], who).not.toContain(answer.code);
        } else {
          expect(answer.code, who).toBe(role ? "FORBIDDEN" : "SIGNED_OUT");
          expect(unchanged, who).toBe(true);
        }
      }
    }
  });
}

for (const [role, path, sees] of [
  ["viewer", "/people", false],
  ["viewer", "/activity", false],
  ["viewer", "/keys", false],
  ["viewer", "/trash", false],
  ["viewer", "/tags", false],
  ["viewer", "/alt-text", false],
  ["viewer", "/duplicates", false],
  ["viewer", "/jobs", false],
  ["viewer", "/collections", true],
  ["editor", "/jobs", true],
  ["editor", "/people", false],
  ["editor", "/activity", false],
  ["editor", "/keys", false],
  ["editor", "/trash", false],
  ["admin", "/people", true],
  ["admin", "/activity", true],
  ["admin", "/keys", true],
  ["viewer", "/variants", true],
  ["viewer", "/links", true],
  ["viewer", "/settings", true],
  // What is there concerns everybody; the button is for owners and admins.
  ["viewer", "/import", true],
] as const)
  test(`${role} opening ${path} ${sees ? "sees it" : "finds nothing there"}`, async ({ page, signInAs }) => {
    await signInAs(role);
    await page.goto(path);
    const nothing = page.getByRole("heading", { name: /not here|not found|nothing here/i });
    if (sees) await expect(nothing).toHaveCount(0);
    else await expect(nothing).toBeVisible();
  });
