// Every page, payload, file and action result as every role, and every line of the log: nothing that gives access.
import { callAction, listActions } from "./actions.ts";
import { policy } from "./policy.ts";
import type { Person, Product } from "./product.ts";
import type { Stage } from "./stage.ts";
import { expect, test } from "./staged.ts";

const half = 31 * 60_000;

/** What must be nowhere, by name: what the product was trusted with, keys, hashes and tokens. */
async function forbidden(product: Product, stage: Stage): Promise<[string, string][]> {
  const { url, account, token } = product.cloudflare;
  const answer = await fetch(`${url}/client/v4/accounts/${account}/images/v1/keys`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { keys } = (await answer.json()).result as { keys: { name: string; value: string }[] };
  expect(keys.length).toBeGreaterThan(0);
  const prints = await product.db.signingKey.findMany();
  const hashes = await product.db.link.findMany({ where: { passwordHash: { not: null } } });
  return [
    ...Object.entries(product.secrets),
    ...keys.map(({ name, value }): [string, string] => [`key ${name}`, value]),
    ...prints.map(({ name, fingerprint }): [string, string] => [`fingerprint of ${name}`, fingerprint]),
    ...hashes.map(({ passwordHash }): [string, string] => ["password hash", passwordHash ?? ""]),
    ["any Argon2 hash", "$argon2"],
    ["invitation", stage.invitation],
    ...Object.entries(stage.gates).map(([name, value]): [string, string] => [`token of ${name}`, value]),
  ];
}

type Seen = { where: string; text: string; who: Person | null };

/** Signatures that should not be there: long ones, and for whoever may not share, any but our own pictures'. */
function wrongSignatures({ text, who }: Seen): string[] {
  const plain = text.replaceAll("&amp;", "&").replaceAll("\\u0026", "&");
  return [...plain.matchAll(/\/([\w-]+)\?exp=(\d+)&sig=[0-9a-f]{8}/g)].flatMap(([, variant = "", exp]) => {
    const life = Number(exp) * 1000 - Date.now();
    const own = variant.startsWith("darkroom");
    const mayShare = who !== null && who.role !== "viewer";
    return life > half || (!own && !mayShare) ? [`${variant} for ${Math.round(life / 60_000)} minutes`] : [];
  });
}

function check(seen: Seen, secrets: [string, string][], own = "") {
  for (const [name, value] of secrets)
    if (value && value !== own) expect(seen.text.includes(value), `${name} in ${seen.where}`).toBe(false);
  expect(wrongSignatures(seen), seen.where).toEqual([]);
}

test("no page, payload or file shows what gives access", async ({ product, stage }) => {
  test.setTimeout(180_000);
  const secrets = await forbidden(product, stage);
  const screens = [
    ..."/ /images /images?view=table /links /links?q=mode:gated /links/recipients /links/desk /variants".split(
      " ",
    ),
    ..."/keys /activity /people /settings /trash /nope /api/links/export /api/health".split(" "),
    ...Object.values(stage.images).map((id) => `/images/${id}`),
    ...Object.values(stage.links).map((id) => `/links/${id}`),
  ];
  const people = [stage.owner, stage.admin, stage.editor, stage.viewer, null];
  for (const who of people) {
    const cookie = who && (await product.sessionCookie(who));
    const headers: Record<string, string> = { "sec-fetch-site": "same-origin" };
    if (cookie) headers.cookie = `${cookie.name}=${cookie.value}`;
    for (const path of screens)
      for (const extra of [{}, { rsc: "1" }] as Record<string, string>[]) {
        const answer = await fetch(product.url + path, {
          headers: { ...headers, ...extra },
          redirect: "manual",
        });
        const text = `${await answer.text()}\n${JSON.stringify([...answer.headers])}`;
        check({ where: `${path} as ${who?.role ?? "a stranger"}`, text, who }, secrets, cookie?.value);
      }
  }
  // A gate shows its own address and no other; no signature is in the page, only in the redirect of a picture.
  for (const [name, token] of Object.entries(stage.gates)) {
    const text = await (await fetch(`${product.url}/s/${token}`)).text();
    check({ where: `gate ${name}`, text, who: null }, secrets, token);
    expect(text, name).not.toContain("sig=");
  }
});

test("no action's result shows what gives access", async ({ product, stage }) => {
  test.setTimeout(180_000);
  const secrets = await forbidden(product, stage);
  for (const who of [stage.owner, stage.editor, stage.viewer])
    for (const action of listActions()) {
      const answer = await callAction(product, action, { as: who, args: policy[action.name]?.args ?? [] });
      check({ where: `${action.name} as ${who.role}`, text: answer.text, who }, secrets);
    }
});

test("no line of the log shows what gives access", async ({ product, stage }) => {
  const secrets = await forbidden(product, stage);
  const text = product.output.join("\n");
  check({ where: "the log", text, who: null }, secrets);
  expect(text).not.toMatch(/sig=[0-9a-f]{8}/);
});
