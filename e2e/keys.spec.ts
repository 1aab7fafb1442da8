import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { accountOf, asStranger } from "./cloudflare.ts";
import { picture } from "./files.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./hand.ts";
import type { Person, Product } from "./product.ts";
import { seedImages } from "./seed.ts";
import { signApart } from "./sign-apart.ts";

const main = (page: Page) => page.getByRole("main");
const dialog = (page: Page) => page.getByRole("dialog").or(page.getByRole("alertdialog"));

/** A live direct link on the key `default`, made an hour ago. */
async function issue(product: Product, issuer: Person, recipient: string) {
  const { bytes } = await picture(recipient, 7);
  const [imageId = ""] = await seedImages(product, issuer, [{ name: "pier", bytes }]);
  const { cloudflareId } = await product.db.image.findUniqueOrThrow({ where: { id: imageId } });
  const endsAt = new Date(Math.floor(Date.now() / 1000) * 1000 + 5 * 3_600_000);
  const { url, sig } = await signApart(product, cloudflareId ?? "", endsAt);
  const key = await product.db.signingKey.findFirstOrThrow({ where: { name: "default", goneAt: null } });
  await product.db.link.create({
    data: {
      purpose: "Proof",
      recipient,
      endsAt,
      issuedById: issuer.id,
      items: {
        create: {
          imageId,
          imageName: "pier",
          cloudflareId: cloudflareId ?? "",
          variantId: "public",
          expiresAt: endsAt,
          signatureHash: new Uint8Array(createHash("sha256").update(sig).digest()),
          keyId: key.id,
        },
      },
    },
  });
  return url;
}

/** A product that has been looked at once, and its owner in a browser that lets addresses be copied. */
async function enterAsOwner(product: Product, visit: (baseURL: string) => Promise<Page>) {
  await product.db.installation.create({ data: {} });
  await product.schedule("check");
  const owner = await product.person("owner");
  const page = await visit(product.url);
  await page.context().addCookies([await product.sessionCookie(owner)]);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  return { owner, page };
}

test("a key is rotated: a spare, everything new on it, the victims named and signed anew, the old one gone", async ({
  freshProduct: product,
  visit,
}) => {
  const { owner, page } = await enterAsOwner(product, visit);
  const url = await issue(product, owner, "Tryckhuset Norr");
  for (const other of ["Foto Lindqvist", "Museum am Fluss"]) await issue(product, owner, other);
  expect((await asStranger(url)).status).toBe(200);

  await page.goto("/keys");
  await press(main(page).getByRole("button", { name: "Add a spare" }));
  await dialog(page).getByLabel("Name").fill("default");
  await dialog(page).getByRole("button", { name: "Add the key" }).click();
  await expect(dialog(page).getByRole("alert")).toContainText("is taken, or was");
  await dialog(page).getByLabel("Name").fill("spring2027");
  await page.keyboard.press("Enter");
  await expect(main(page)).toContainText("Nothing hangs on spring2027");
  await expect(main(page).getByRole("button", { name: "Add a spare" })).toHaveCount(0);

  await press(main(page).getByRole("button", { name: "Sign with this key" }));
  await dialog(page).getByRole("button", { name: "Sign with spring2027" }).click();
  await expect(main(page)).toContainText("default still carries 3 direct links, the last ends");
  await press(main(page).getByRole("button", { name: "Delete when drained" }));
  await dialog(page).getByRole("button", { name: "Delete when drained" }).click();
  await expect(main(page)).toContainText("Leaves when drained");
  // The number leads to the entries that it counts.
  await press(main(page).getByRole("link", { name: "3 live links signed with default" }));
  await expect(main(page).getByRole("link", { name: "Remove filter: Signed with default" })).toBeVisible();
  await expect(main(page).getByRole("row").filter({ hasText: "Tryckhuset Norr" })).toHaveCount(1);
  await page.goBack();
  await product.schedule("settle");
  expect((await asStranger(url)).status).toBe(200);

  // As if the spare had been chosen some minutes ago: no other server signs with the old key any more.
  await product.db.installation.updateMany({ data: { signingKeyAt: new Date(Date.now() - 180_000) } });
  await press(main(page).getByRole("button", { name: /^Delete now…/ }));
  await expect(dialog(page)).toContainText("Tryckhuset Norr");
  await dialog(page).getByLabel("Type 3 to confirm").fill("3");
  await dialog(page).getByRole("button", { name: "Delete the key" }).click();
  await expect(page.getByText("Measured: an address signed with it is refused.")).toBeVisible();
  expect((await asStranger(url)).status).toBe(403);
  await press(main(page).getByRole("button", { name: "Copy as mail of Tryckhuset Norr" }));
  await expect(page.getByText("The new address of Tryckhuset Norr is copied as a mail")).toBeVisible();
  const mail = await page.evaluate(() => navigator.clipboard.readText());
  expect(mail).toContain("Hello Tryckhuset Norr,");
  expect((await asStranger(mail.match(/http\S+/)?.[0] ?? "")).status).toBe(200);
  await expect(main(page).getByRole("heading", { name: "2 new addresses to send" })).toBeVisible();
  const saving = page.waitForEvent("download");
  await press(main(page).getByRole("button", { name: "Save as CSV of 2 links" }));
  const rows = (await readFile(await (await saving).path(), "utf8")).trim().split("\r\n").slice(1);
  expect(rows.map((row) => row.split(",")[0]).sort()).toEqual(["Foto Lindqvist", "Museum am Fluss"]);
  for (const row of rows) expect((await asStranger(row.split(",").at(-1) ?? "")).status).toBe(200);
  await expect(main(page).getByRole("heading", { name: /new address/ })).toHaveCount(0);
  await expect(main(page)).toContainText("Everything new is signed with spring2027.");
});

test("an admin sees the keys and who may change them", async ({ page, signInAs }) => {
  await signInAs("admin");
  await page.goto("/keys");
  await expect(main(page)).toContainText("An owner can add, choose and delete keys.");
  await expect(main(page).getByRole("button", { name: "Add a spare" })).toHaveCount(0);
});

test("a key from outside is accounted for, and what died with one that vanished is signed anew", async ({
  freshProduct: product,
  visit,
}) => {
  const { owner, page } = await enterAsOwner(product, visit);
  const url = await issue(product, owner, "Tryckhuset Norr");
  const account = accountOf(product);
  await account.putKey("shopsite");
  await page.goto("/keys");
  await press(main(page).getByRole("button", { name: "Check now" }));
  await expect(main(page)).toContainText("The key shopsite was not made in Darkroom.");
  await expect(main(page).getByRole("button", { name: "Sign with this key" })).toHaveCount(0);
  await press(main(page).getByRole("button", { name: "Say who made it (shopsite)" }));
  await dialog(page).getByLabel("Reason").fill("no");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("alert")).toContainText("Say who did it");
  await dialog(page).getByLabel("Reason").fill("The shop's own key, Tobias");
  await page.keyboard.press("Enter");
  await expect(main(page)).toContainText(/: The shop's own key, Tobias/);
  await expect(main(page)).not.toContainText("The key shopsite was not made in Darkroom.");
  await press(main(page).getByRole("button", { name: "Sign with this key" }));
  await dialog(page).getByRole("button", { name: "Sign with shopsite" }).click();
  await expect(main(page)).toContainText("Everything new is signed with shopsite.");

  await account.deleteKey("default");
  expect((await asStranger(url)).status).toBe(403);
  await press(main(page).getByRole("button", { name: "Check now" }));
  await expect(main(page)).toContainText(
    "Vanished outside Darkroom; 1 link died with it. 1 can be signed anew.",
  );
  await press(main(page).getByRole("button", { name: /^Prepare new addresses/ }));
  await expect(dialog(page)).toContainText("Prepare new addresses for 1 link?");
  await dialog(page).getByRole("button", { name: "Prepare new addresses" }).click();
  await expect(main(page).getByRole("heading", { name: "1 new address to send" })).toBeVisible();
  await press(main(page).getByRole("button", { name: "Copy new address of Tryckhuset Norr" }));
  await expect(page.getByText("The new address of Tryckhuset Norr is copied")).toBeVisible();
  expect((await asStranger(await page.evaluate(() => navigator.clipboard.readText()))).status).toBe(200);
});
