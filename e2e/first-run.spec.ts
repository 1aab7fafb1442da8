import type { Page } from "@playwright/test";
import { asStranger, plainAddress } from "./cloudflare.ts";
import { passphrase } from "./doors.ts";
import { expect, test } from "./fixtures.ts";
import { alive, press } from "./hand.ts";
import { samplePhotos } from "./seed.ts";

async function fillIn(page: Page, name: string, password = passphrase) {
  const form = page.getByRole("main");
  await form.getByLabel("Your name").fill(name);
  await form.getByLabel("E-mail").fill(`${name.toLowerCase()}@example.test`);
  await form.getByLabel("Password", { exact: true }).fill(password);
}
const create = (page: Page) => page.getByRole("main").getByRole("button", { name: "Create the account" });

test("whoever is first owns the place, and the samples arrive sealed", async ({ freshProduct, visit }) => {
  const pages = await Promise.all([visit(freshProduct.url), visit(freshProduct.url)]);
  for (const page of pages) {
    await page.goto("/images");
    // Nothing is here yet, whatever was asked for.
    await expect(page).toHaveURL(/\/welcome$/);
  }
  const [ines, otto] = pages as [Page, Page];

  await fillIn(ines, "Ines", "short");
  await press(create(ines));
  await expect(ines.getByRole("alert").filter({ hasText: "Use at least 12 characters" })).toBeVisible();
  await fillIn(ines, "Ines", "ines example 2026");
  await press(create(ines));
  await expect(ines.getByRole("alert").filter({ hasText: "among the first guesses" })).toBeVisible();
  expect(await freshProduct.db.user.count()).toBe(0);

  await fillIn(ines, "Ines");
  await fillIn(otto, "Otto");
  await Promise.all([alive(create(ines)), alive(create(otto))]);
  await Promise.all([create(ines).click(), create(otto).click()]);
  const told = (page: Page) => page.getByRole("alert").filter({ hasText: "Darkroom already has an owner." });
  const inside = (page: Page) => page.getByRole("heading", { name: "Drop your first images" });
  await Promise.all(pages.map((page) => expect(told(page).or(inside(page))).toBeVisible()));
  expect(await freshProduct.db.user.findMany({ select: { role: true } })).toEqual([{ role: "owner" }]);
  const [winner, second] = (await inside(ines).isVisible()) ? [ines, otto] : [otto, ines];
  await expect(told(second)).toBeVisible();
  await second.getByRole("link", { name: "Go to sign-in" }).click();
  await expect(second).toHaveURL(/\/sign-in$/);

  await press(winner.getByRole("main").getByRole("button", { name: "Load the sample photographs" }));
  const count = samplePhotos().length;
  const sheet = winner.getByRole("dialog", { name: "Upload" });
  await expect(sheet.getByRole("paragraph").first()).toHaveText(`${count} sealed`, { timeout: 45_000 });
  const images = await freshProduct.db.image.findMany();
  expect(images.map(({ state, probe }) => `${state} ${probe}`)).toEqual(Array(count).fill("ready refused"));
  // The same steps as everything else, in the log as the owner's.
  expect(await freshProduct.db.auditEvent.count({ where: { action: "image.upload-requested" } })).toBe(count);
  for (const { cloudflareId } of images)
    expect((await asStranger(plainAddress(freshProduct, cloudflareId ?? "", "public"))).status).toBe(403);

  await winner.goto("/");
  const answer = winner.getByRole("main").getByText(`${count} private images, all sealed.`);
  await expect(answer).toBeVisible();
  await winner.goto("/welcome");
  await expect(winner).not.toHaveURL(/welcome/);
  expect(freshProduct.output.join("\n")).not.toContain(passphrase);
});
