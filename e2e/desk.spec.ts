import { createHash, randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { asStranger } from "./cloudflare.ts";
import { picture } from "./files.ts";
import { expect, test } from "./fixtures.ts";
import { alive, press } from "./hand.ts";
import type { Person, Product } from "./product.ts";
import { seedImages } from "./seed.ts";
import { signApart } from "./sign-apart.ts";

const main = (page: Page) => page.getByRole("main");
const field = (page: Page) => page.getByLabel("What was found");
const cards = (page: Page) =>
  main(page)
    .getByRole("region", { name: /found$/ })
    .locator("ol > li");

async function seedOne(product: Product, person: Person, name: string) {
  const { bytes } = await picture(name, name.length);
  const [id = ""] = await seedImages(product, person, [{ name, bytes }]);
  const { cloudflareId } = await product.db.image.findUniqueOrThrow({ where: { id } });
  return { id, name, cloudflareId: cloudflareId ?? "" };
}

/** Keeps what the server answers to the page: the browser itself soon forgets an answer that came in parts. */
const keepAnswers = (page: Page) =>
  page.addInitScript(() => {
    const answers: Promise<string>[] = [];
    const send = window.fetch;
    window.fetch = async (...request) => {
      const response = await send(...request);
      answers.push(
        response
          .clone()
          .text()
          .catch(() => ""),
      );
      return response;
    };
    Object.assign(window, { answers });
  });
const readAnswers = (page: Page) =>
  page.evaluate(async () =>
    (await Promise.all((window as unknown as { answers: Promise<string>[] }).answers)).join("\n"),
  );

test("a genuine address without an entry raises an alarm, by keyboard, and its signature is nowhere", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  const image = await seedOne(product, person, "night harbour");
  const { url, sig } = await signApart(product, image.cloudflareId, new Date(Date.now() + 7_200_000));
  expect((await asStranger(url)).status).toBe(200);
  await keepAnswers(page);
  await page.goto("/links/desk");
  await alive(field(page));
  await expect(field(page)).toBeFocused();
  await field(page).fill(`Look: ${url}, isn't it nice?`);
  await page.keyboard.press("ControlOrMeta+Enter");
  const card = cards(page).first();
  await expect(card).toContainText("Opens now");
  await expect(card).toContainText("Genuine");
  await expect(card).toContainText("night harbour");
  await expect(card).toContainText("No entry of the ledger was made for it");
  await expect(card).not.toContainText(sig);
  const answers = await readAnswers(page);
  expect(answers).toContain("night harbour");
  expect(answers).not.toContain(sig);

  await page.goto("/");
  await expect(main(page)).toContainText("1 genuine link was not made here");
  await main(page).getByRole("link", { name: "Open the leak desk" }).click();
  await press(main(page).getByRole("button", { name: "End the alarm" }));
  const dialog = page.getByRole("dialog", { name: "End this alarm?" });
  await expect(dialog.getByLabel("Reason")).toBeFocused();
  await page.keyboard.type("Our shop signs its own previews");
  await page.keyboard.press("Enter");
  await expect(main(page).getByText("not made here")).toHaveCount(0);
  await page.goto("/activity");
  await expect(main(page)).toContainText("ended the alarm for the signing key default");
  expect((await page.content()).includes(sig)).toBe(false);
  expect(product.output.join("\n")).not.toContain(sig);
});

test("an editor examines on a phone with a paste, and is told who can act", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  const image = await seedOne(product, person, "early tram");
  const { url } = await signApart(product, image.cloudflareId, new Date(Date.now() + 7_200_000));
  await page.setViewportSize({ width: 390, height: 844 });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/links/desk");
  const forged = url.replace(/sig=\w{4}/, "sig=0000");
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    `${url}\n${forged}\nhttps://example.com`,
  );
  await press(main(page).getByRole("button", { name: "Paste and examine" }));
  await expect(main(page).getByRole("heading", { name: "2 addresses found" })).toBeVisible();
  await expect(cards(page).nth(0)).toContainText("Genuine");
  await expect(cards(page).nth(1)).toContainText("Refused now");
  await expect(cards(page).nth(1)).toContainText("Forged");
  await expect(main(page)).toContainText("An admin or an owner can rotate the key or end the alarm.");
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(wide).toBe(false);

  await field(page).fill("nothing but words");
  await press(main(page).getByRole("button", { name: "Examine again" }));
  await expect(main(page)).toContainText("No address of Cloudflare Images in it");
});

/** A direct link in the ledger, as if it had been made and sent an hour ago. */
async function issue(
  product: Product,
  issuer: Person,
  image: { id: string; name: string; cloudflareId: string },
  recipient: string,
  hours: number,
) {
  const endsAt = new Date(Math.floor(Date.now() / 1000) * 1000 + hours * 3_600_000);
  const { url, sig } = await signApart(product, image.cloudflareId, endsAt);
  const key = await product.db.signingKey.findFirstOrThrow({ where: { name: "default", goneAt: null } });
  const { id } = await product.db.link.create({
    data: {
      purpose: "First look",
      recipient,
      searchText: ` ${recipient.toLowerCase()}`,
      endsAt,
      issuedById: issuer.id,
      items: {
        create: {
          imageId: image.id,
          imageName: image.name,
          cloudflareId: image.cloudflareId,
          variantId: "public",
          expiresAt: endsAt,
          signatureHash: new Uint8Array(createHash("sha256").update(sig).digest()),
          keyId: key.id,
        },
      },
    },
  });
  return { id, url, sig };
}

test("from a paste on a phone to a measured refusal in under two minutes, and the innocent get new addresses", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  const image = await seedOne(product, person, "ferry in fog");
  const leaked = await issue(product, person, image, "Leaky Post", 30);
  const innocent = await issue(product, person, image, "Innocent Print", 40);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/links/desk");
  await page.evaluate((text) => navigator.clipboard.writeText(text), `Seen here: ${leaked.url}!`);
  expect((await asStranger(leaked.url)).status).toBe(200);

  const started = Date.now();
  await press(main(page).getByRole("button", { name: "Paste and examine" }));
  await expect(cards(page).first()).toContainText("Opens now");
  await expect(cards(page).first()).toContainText("Leaky Post");
  await press(cards(page).first().getByRole("link", { name: "Take it back" }));
  await expect(main(page)).toContainText("Can be stopped now: 1 other link gets a new address.");
  await press(main(page).getByRole("button", { name: "Re-seal" }));
  const dialog = page.getByRole("alertdialog", { name: "Re-seal ferry in fog?" });
  await dialog.getByLabel("Type 1 to confirm").fill("1");
  await dialog.getByRole("button", { name: "Re-seal" }).click();
  await expect(main(page)).toContainText("Measured: the old address is gone");
  expect(Date.now() - started).toBeLessThan(120_000);
  expect((await asStranger(leaked.url)).status).toBe(404);
  await expect(main(page)).toContainText("There is nothing left to stop.");
  await press(main(page).getByRole("button", { name: "Measure now" }));
  await expect(main(page).getByRole("region", { name: "What its holder sees now" })).toContainText("Gone");

  await press(main(page).getByRole("button", { name: "Copy new address of Innocent Print" }));
  await expect(page.getByText("The new address of Innocent Print is copied")).toBeVisible();
  const fresh = await page.evaluate(() => navigator.clipboard.readText());
  expect((await asStranger(fresh)).status).toBe(200);
  expect((await asStranger(innocent.url)).status).toBe(404);
  await expect(main(page).getByRole("button", { name: /^Copy new address/ })).toHaveCount(0);

  // The old address is still known for whose it was, and needs nothing more.
  await page.goto("/links/desk");
  await alive(field(page));
  await field(page).fill(leaked.url);
  await press(main(page).getByRole("button", { name: "Examine", exact: true }));
  await expect(cards(page).first()).toContainText("Gone");
  await expect(cards(page).first()).toContainText("Leaky Post");
  await expect(cards(page).first()).toContainText("Revoked");
  const raised = { action: "key.alarm-raised", actorId: person.id };
  expect(await product.db.auditEvent.count({ where: raised })).toBe(0);
  await page.goto("/links");
  const row = main(page).getByText("Leaky Post").filter({ visible: true }).first();
  await expect(row).toBeVisible();
  for (const path of ["/links", "/activity", `/links/desk/${leaked.id}`]) {
    await page.goto(path);
    for (const secret of [leaked.sig, innocent.sig, new URL(fresh).searchParams.get("sig") ?? "?"])
      expect((await page.content()).includes(secret), path).toBe(false);
  }
});

test("of a link with twelve pictures the one that leaked is taken back alone, then the others", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  const files = await Promise.all(
    Array.from({ length: 12 }, async (_, at) => {
      const name = `contact sheet ${at + 1}`;
      return { name, bytes: (await picture(name, at + 40)).bytes };
    }),
  );
  const ids = await seedImages(product, person, files);
  const rows = await product.db.image.findMany({ where: { id: { in: ids } }, orderBy: { name: "asc" } });
  const images = ids.map((id) => {
    const row = rows.find((one) => one.id === id);
    return { id, name: row?.name ?? "", cloudflareId: row?.cloudflareId ?? "" };
  });
  const made = await Promise.all(images.map((image) => issue(product, person, image, "Agency", 30)));
  const [{ id: linkId } = { id: "" }, ...others] = made;
  for (const [at, { id }] of others.entries())
    await product.db.linkItem.updateMany({ where: { linkId: id }, data: { linkId, position: at + 2 } });
  await product.db.link.deleteMany({ where: { id: { in: others.map(({ id }) => id) } } });
  const statuses = () => Promise.all(made.map(async ({ url }) => (await asStranger(url)).status));

  await page.goto("/links/desk");
  await alive(field(page));
  await field(page).fill(made[4]?.url ?? "");
  await press(main(page).getByRole("button", { name: "Examine", exact: true }));
  await press(cards(page).first().getByRole("link", { name: "Take it back" }));
  await expect(main(page)).toContainText("Counted for 1 chosen picture. Agency goes on seeing the other 11.");
  await press(main(page).getByRole("button", { name: "Re-seal" }));
  const one = page.getByRole("alertdialog", { name: "Re-seal contact sheet 5?" });
  await expect(one).toContainText("other pictures stay open to Agency");
  await one.getByRole("button", { name: "Re-seal" }).click();
  await expect(main(page)).toContainText("Measured: the old address is gone");
  expect(await statuses()).toEqual([200, 200, 200, 200, 404, 200, 200, 200, 200, 200, 200, 200]);

  await main(page).getByRole("checkbox", { name: "contact sheet 1", exact: true }).uncheck();
  await press(main(page).getByRole("button", { name: "Count for the chosen" }));
  await expect(main(page)).toContainText("Counted for 10 chosen pictures.");
  await press(main(page).getByRole("link", { name: "Choose all" }));
  await press(main(page).getByRole("button", { name: "Re-seal" }));
  const rest = page.getByRole("alertdialog", { name: "Re-seal 11 pictures?" });
  await rest.getByRole("button", { name: "Re-seal" }).click();
  await expect(main(page)).toContainText("12 of 12 pictures done.", { timeout: 60_000 });
  expect(new Set(await statuses())).toEqual(new Set([404]));
  await expect(main(page)).toContainText("There is nothing left to stop.");
});

test("an editor sees what can be stopped and who can do it", async ({ page, product, signInAs }) => {
  const person = await signInAs("editor");
  const image = await seedOne(product, person, "quiet quay");
  const link = await issue(product, person, image, "Somebody", 30);
  await page.goto(`/links/desk/${link.id}`);
  await expect(main(page)).toContainText("Can be stopped now: no other link is touched.");
  await expect(main(page)).toContainText("An admin or an owner can do this.");
  await expect(main(page).getByRole("button", { name: "Re-seal" })).toHaveCount(0);
  await press(main(page).getByRole("button", { name: "Measure now" }));
  await expect(main(page).getByRole("region", { name: "What its holder sees now" })).toContainText(
    "Opens now",
  );
});

test("an editor stops their own leaked gated link", async ({ page, product, signInAs }) => {
  const person = await signInAs("editor");
  const image = await seedOne(product, person, "grey pier");
  const endsAt = new Date(Date.now() + 7_200_000);
  const link = await product.db.link.create({
    data: {
      ...{ mode: "gated", tokenHash: randomBytes(32), purpose: "First look", recipient: "Pier Post" },
      ...{ searchText: " pier post", endsAt, issuedById: person.id },
      items: {
        create: {
          ...{ imageId: image.id, imageName: image.name, cloudflareId: image.cloudflareId },
          ...{ variantId: "public", expiresAt: endsAt },
        },
      },
    },
  });
  await page.goto(`/links/desk/${link.id}`);
  await expect(main(page)).toContainText("The other ways need an admin or an owner.");
  await press(main(page).getByRole("button", { name: "Stop it" }));
  await page.getByRole("alertdialog").getByRole("button", { name: "Stop it" }).click();
  await expect(main(page)).toContainText("There is nothing left to stop.");
  const { revokedById } = await product.db.link.findUniqueOrThrow({ where: { id: link.id } });
  expect(revokedById).toBe(person.id);
});
