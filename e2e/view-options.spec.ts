import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { alive } from "./hand.ts";
import type { Person } from "./product.ts";
import { writeRows } from "./rows.ts";

const main = (page: Page) => page.getByRole("main");
const headings = (page: Page) => main(page).getByRole("columnheader");
const button = (page: Page) => main(page).getByRole("button", { name: "View options" });

async function openOf(page: Page, person: Person, query = "") {
  await page.goto(`/images?q=by:${person.id}${query}`);
  await alive(button(page));
}

test.afterEach(async ({ product }) => {
  await product.db.image.deleteMany({ where: { bytes: 1000 } });
});

test("columns are left out by keyboard and stay so, from the first drawing on", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("viewer");
  await writeRows(product, person, [{ name: "one" }, { name: "two" }]);
  await openOf(page, person, "&view=table");
  await expect(headings(page)).toHaveText([
    "Picture",
    "Name",
    "Exposure",
    "Live links",
    "Uploaded by",
    "Added",
    "Size",
  ]);
  const address = page.url();
  await button(page).focus();
  await page.keyboard.press("Enter");
  const menu = page.getByRole("menu");
  await expect(menu).toBeFocused();
  await expect(menu.getByRole("menuitemradio", { name: "Comfortable tiles" })).toBeChecked();
  // The name is no choice: without it a row says nothing.
  await expect(menu.getByRole("menuitemcheckbox")).toHaveText([
    "Exposure",
    "Live links",
    "Uploaded by",
    "Added",
    "Size",
  ]);
  const item = (name: string) => menu.getByRole("menuitemcheckbox", { name });
  await page.keyboard.press("End");
  await expect(item("Size")).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  await expect(item("Added")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(item("Uploaded by")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(headings(page)).toHaveText(["Picture", "Name", "Exposure", "Live links", "Added"]);
  await page.keyboard.press("Escape");
  await expect(button(page)).toBeFocused();
  expect(page.url()).toBe(address);

  // Drawn so by the server: what a browser shows before any script runs.
  const html = await (await page.request.get(address)).text();
  expect(html).toContain('data-hide="by size"');
  await page.reload();
  await expect(headings(page)).toHaveText(["Picture", "Name", "Exposure", "Live links", "Added"]);
  await expect(main(page).getByRole("row").filter({ hasText: "two" }).getByRole("cell")).toHaveCount(5);
});

test("tiles are made smaller, and the grid is drawn so from then on", async ({ page, product, signInAs }) => {
  const person = await signInAs("viewer");
  await writeRows(
    product,
    person,
    Array.from({ length: 12 }, (_, at) => ({ name: `tile ${at}` })),
  );
  await openOf(page, person);
  const tile = main(page).getByRole("article").first();
  const width = async () => (await tile.boundingBox())?.width ?? 0;
  const before = await width();
  await button(page).click();
  await page.getByRole("menuitemradio", { name: "Compact tiles" }).click();
  await expect.poll(width).toBeLessThan(before * 0.8);
  const compact = await width();
  await page.keyboard.press("Escape");
  await page.reload();
  expect(await width()).toBe(compact);
  // Nonsense in the cookie is no error.
  await page.context().addCookies([{ name: "darkroom-library", value: "%00:::<b>", url: page.url() }]);
  await page.reload();
  expect(await width()).toBe(before);
});
