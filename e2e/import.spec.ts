import type { Page } from "@playwright/test";
import { asStranger, plainAddress, storeOutside } from "./cloudflare.ts";
import { picture } from "./files.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./hand.ts";

const main = (page: Page) => page.getByRole("main");
const dialog = (page: Page) => page.getByRole("dialog").or(page.getByRole("alertdialog"));

test("an account that was there before is brought in, and what can never be private is copied to what can", async ({
  freshProduct: product,
  visit,
}) => {
  await product.db.installation.create({ data: {} });
  const owner = await product.person("owner");
  const viewer = await product.person("viewer");
  const store = async (name: string, at: number, fields: Record<string, string> = {}) =>
    storeOutside(product, { bytes: (await picture(name, at)).bytes, name, fields });
  const sealed = await store("cover.jpg", 1, { requireSignedURLs: "true" });
  await store("poster.jpg", 2, { requireSignedURLs: "true" });
  await store("banner.jpg", 3);
  const chosen = await store("window.jpg", 4, { id: "shop/window 50%.jpg" });
  await product.schedule("check");

  const page = await visit(product.url);
  await page.context().addCookies([await product.sessionCookie(owner)]);
  await page.goto("/");
  await expect(main(page)).toContainText("4 images at Cloudflare are not in Darkroom");
  await press(main(page).getByRole("link", { name: "Look at the import" }).first());
  await expect(page).toHaveURL(/\/import$/);
  await expect(main(page)).toContainText("2 private, 2 public");

  await press(main(page).getByRole("button", { name: "Import 4 images" }));
  await expect(dialog(page)).toContainText("can never be private");
  await dialog(page).getByRole("button", { name: "Import", exact: true }).click();
  // The open page does the work, and the report follows.
  await expect(main(page)).toContainText("Everything that Cloudflare holds is in Darkroom.");
  const report = main(page).getByRole("region", { name: "Earlier imports" });
  await expect(report).toContainText("4images brought in: 2 private, 2 public");
  await expect(main(page).getByRole("region", { name: "Measuring" })).toHaveCount(0, { timeout: 30_000 });
  const cover = await product.db.image.findUniqueOrThrow({ where: { cloudflareId: sealed } });
  expect(cover).toMatchObject({ name: "cover.jpg", probe: "refused", uploadedById: owner.id });
  expect(cover.sha256).not.toBeNull();

  await report.getByRole("link", { name: /images brought in/ }).click();
  const list = main(page).getByRole("list", { name: "Images" });
  await expect(list.getByRole("listitem")).toHaveCount(4);
  await expect(list).toContainText("Open, never private");
  await page.goto("/images?q=is:custom-id");
  await press(list.getByRole("link").first());
  await expect(main(page)).toContainText("It can never be private");
  await expect(main(page).getByRole("button", { name: /^Make private/ })).toHaveCount(0);

  await press(main(page).getByRole("button", { name: /^Copy to a private image/ }));
  await expect(dialog(page)).toContainText("whoever has the old address can see it until it is deleted");
  await dialog(page).getByRole("button", { name: "Copy", exact: true }).click();
  await expect(main(page)).toContainText("Copied, and private.");
  await expect(main(page)).toContainText("stays open until it is deleted");
  await expect(main(page)).toContainText("Sealed");
  expect((await asStranger(plainAddress(product, encodeURI(chosen), "public"))).status).toBe(200);
  const copy = await product.db.image.findFirstOrThrow({
    where: { name: "window.jpg", requireSignedUrls: true },
  });
  expect((await asStranger(plainAddress(product, copy.cloudflareId ?? "", "public"))).status).toBe(403);

  const other = await visit(product.url);
  await other.context().addCookies([await product.sessionCookie(viewer)]);
  await other.goto("/import");
  await expect(main(other)).toContainText("An owner or admin can import");
  await expect(main(other).getByRole("button", { name: /^Import/ })).toHaveCount(0);
});

test("an import goes on when its page was closed, and can be paused and cancelled", async ({
  freshProduct: product,
  visit,
}) => {
  await product.db.installation.create({ data: {} });
  const owner = await product.person("owner");
  const seeded = await fetch(`${product.cloudflare.url}/__control/seed`, {
    method: "POST",
    headers: { authorization: `Bearer ${product.cloudflare.token}`, "content-type": "application/json" },
    body: JSON.stringify({ images: 3_000 }),
  });
  expect(seeded.status).toBe(200);
  await product.schedule("check");
  const page = await visit(product.url);
  await page.context().addCookies([await product.sessionCookie(owner)]);
  await page.goto("/import");
  // The minute's budget is used up by something else: the import has to wait for the next.
  const minute = new Date(Math.floor(Date.now() / 60_000) * 60_000);
  for (const at of [minute, new Date(minute.getTime() + 60_000)])
    await product.db.jobBudget.create({ data: { minute: at, used: 100 } });
  await press(main(page).getByRole("button", { name: "Import 3,000 images" }));
  await dialog(page).getByRole("button", { name: "Import", exact: true }).click();
  await expect(main(page).getByRole("button", { name: "Pause" })).toBeVisible();
  await press(main(page).getByRole("button", { name: "Pause" }));
  await expect(main(page)).toContainText("Import 1 stands still");
  await press(main(page).getByRole("button", { name: "Go on" }));
  await expect(main(page).getByRole("button", { name: "Pause" })).toBeVisible();
  // Elsewhere a pill says how far it is, and its page works on it.
  await page.getByRole("link", { name: "Library" }).first().click();
  await expect(page.getByRole("link", { name: /^Import 1/ })).toContainText("0 of 3,000");
  await page.close();

  await product.db.jobBudget.deleteMany();
  await product.schedule("check");
  await expect
    .poll(() => product.db.import.findFirstOrThrow({ select: { state: true, read: true } }))
    .toEqual({ state: "done", read: 3_000 });
  expect(await product.db.image.count()).toBe(3_000);
  await product.schedule("settle");
  expect(await product.db.image.count({ where: { probe: "refused" } })).toBeGreaterThan(0);

  const again = await visit(product.url);
  await again.context().addCookies([await product.sessionCookie(owner)]);
  await fetch(`${product.cloudflare.url}/__control/seed`, {
    method: "POST",
    headers: { authorization: `Bearer ${product.cloudflare.token}`, "content-type": "application/json" },
    body: JSON.stringify({ images: 1_500 }),
  });
  await product.schedule("check");
  await again.goto("/import");
  await press(main(again).getByRole("button", { name: "Import 1,500 images" }));
  await dialog(again).getByRole("button", { name: "Import", exact: true }).click();
  // No schedule calls: whatever screen is open does the work.
  await again.getByRole("link", { name: "Variants" }).first().click();
  await expect
    .poll(() => product.db.import.findFirst({ where: { id: 2 }, select: { state: true, read: true } }))
    .toEqual({ state: "done", read: 4_500 });
  await again.goto("/import");
  await expect(main(again).getByRole("heading", { name: "Import 2" })).toBeVisible();
});
