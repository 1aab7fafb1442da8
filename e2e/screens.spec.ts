// Pictures of every screen in both themes and two widths, for eyes. Run by `npm run screens`, not by `npm test`.
import path from "node:path";
import type { Browser, Page } from "@playwright/test";
import { weatherOf } from "./cloudflare.ts";
import { alive } from "./hand.ts";
import type { Person, Product } from "./product.ts";
import { openUpload, screens, settled } from "./screen-list.ts";
import { samplePhotos } from "./seed.ts";
import { makeVariant } from "./stage.ts";
import { addRows } from "./stage-rows.ts";
import { expect, test } from "./staged.ts";

test.describe.configure({ mode: "default", timeout: 180_000 });

const folder = path.resolve(import.meta.dirname, "../screens");
const windows = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

type Shot = { path: string; as: Person | null; open?: (page: Page) => Promise<void> };

/** The same screen four times; a page that is longer than the window once more in its whole length. */
async function shoot(browser: Browser, product: Product, name: string, { path: to, as, open }: Shot) {
  for (const viewport of windows)
    for (const colorScheme of ["light", "dark"] as const) {
      const phone = viewport.width < 500;
      const context = await browser.newContext({
        baseURL: product.url,
        viewport,
        colorScheme,
        isMobile: phone,
        hasTouch: phone,
        reducedMotion: "reduce",
      });
      if (as) await context.addCookies([await product.sessionCookie(as)]);
      const page = await context.newPage();
      await page.goto(to);
      const first = page.locator("main button, main a[href]").filter({ visible: true }).first();
      if ((await first.count()) > 0) await alive(first);
      await open?.(page);
      await settled(page);
      const file = (part: string) => path.join(folder, `${name}${part}-${viewport.width}-${colorScheme}.png`);
      await page.screenshot({ path: file(""), animations: "disabled" });
      const covered = await page.getByRole("dialog").or(page.getByRole("alertdialog")).count();
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      if (covered === 0 && height > viewport.height + 1) {
        // A window as tall as the page: a stitched picture would forget that this is a phone.
        await page.setViewportSize({ width: viewport.width, height: Math.min(height, 4000) });
        await settled(page);
        await page.screenshot({ path: file("-whole"), animations: "disabled" });
      }
      await context.close();
    }
}

test("before anything", async ({ browser, freshProduct: product }) => {
  await shoot(browser, product, "welcome", { path: "/", as: null });
  await product.db.installation.create({ data: {} });
  const as = await product.person("owner", "Ines Aldovar");
  await product.schedule("check");
  await shoot(browser, product, "exposure-empty", { path: "/", as });
  await shoot(browser, product, "library-empty", { path: "/images", as });
  await shoot(browser, product, "links-empty", { path: "/links", as });
  await shoot(browser, product, "activity-empty", { path: "/activity", as });
  await shoot(browser, product, "people-alone", { path: "/people", as });
});

for (const { name, path: to, as = "owner", open } of screens)
  test(name, async ({ browser, product, stage }) => {
    await shoot(browser, product, name, { path: to(stage), as: as && stage[as], open });
  });

const photos = samplePhotos();
const file = (name: string, buffer: Buffer) => ({ name, mimeType: "image/jpeg", buffer });
/** With a tail of its own: the stage's own file would be there already. */
const photo = (at: number) =>
  Buffer.concat([photos[at]?.bytes ?? Buffer.alloc(0), Buffer.from(crypto.randomUUID())]);

/** An upload with something of everything in it: sealed, refused, failed, on its way, waiting. */
async function mixedUpload(page: Page, product: Product) {
  const weather = weatherOf(product);
  // What the picture before left behind.
  await weather.calm();
  await product.db.image.deleteMany({ where: { uploadedBy: { name: "Ines Aldovar" } } });
  await openUpload(page);
  const sheet = page.getByRole("dialog", { name: "Upload" });
  const input = page.locator('input[type="file"]').first();
  await weather.strike({ kind: "error", host: "upload", status: 400, times: null });
  await input.setInputFiles(file("Studio, take 2.jpg", photo(1)));
  await expect(sheet.getByText("Failed").first()).toBeVisible({ timeout: 60_000 });
  await weather.calm();
  await input.setInputFiles([
    file("Autumn cover.jpg", photo(2)),
    file("Contact sheets.jpg", Buffer.from("%PDF-1.7 not a picture")),
    file(
      "Panorama, all of it, from the north ridge to the lake, stitched.jpg",
      Buffer.concat([photo(3), Buffer.alloc(11_000_000)]),
    ),
  ]);
  await expect(sheet.getByText("Sealed").first()).toBeVisible({ timeout: 60_000 });
  await weather.strike({ kind: "slow", host: "upload", milliseconds: 300_000, times: null });
  await input.setInputFiles([4, 5, 6, 7, 8].map((at) => file(`Lookbook ${at}.jpg`, photo(at))));
  await expect(sheet.getByText("Waiting for its turn").first()).toBeVisible();
}

test("upload", async ({ browser, product, stage }) => {
  const open = (page: Page) => mixedUpload(page, product);
  await shoot(browser, product, "upload", { path: "/images", as: stage.owner, open });
  await weatherOf(product).calm();
});

test("screens that cannot be drawn", async ({ browser, product, stage }) => {
  const rename = (from: string, to: string) =>
    product.db.$executeRawUnsafe(`ALTER TABLE "${from}" RENAME TO "${to}"`);
  for (const [name, table] of [
    ["error", "AuditEvent"],
    ["error-everywhere", "LinkItem"],
  ] as const) {
    await rename(table, "Away");
    await shoot(browser, product, name, { path: "/activity", as: stage.owner }).finally(() =>
      rename("Away", table),
    );
  }
});

test("with problems", async ({ browser, product, stage }) => {
  await makeVariant(product, "social", true);
  await product.schedule("check");
  const as = stage.owner;
  await shoot(browser, product, "exposure-problems", { path: "/", as });
  await shoot(browser, product, "library-exposed", { path: "/images", as });
  await shoot(browser, product, "image-exposed", { path: `/images/${stage.images.sealed}`, as });
  await shoot(browser, product, "variants-open", { path: "/variants", as });
});

test("500 rows", async ({ browser, product, stage }) => {
  await addRows(product, stage.editor, 500);
  const as = stage.owner;
  await shoot(browser, product, "exposure-500", { path: "/", as });
  await shoot(browser, product, "library-500", { path: "/images", as });
  await shoot(browser, product, "library-table-500", { path: "/images?view=table", as });
});
