import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { alive } from "./hand.ts";
import { writeRows } from "./rows.ts";

const main = (page: Page) => page.getByRole("main");
const bar = (page: Page) => page.getByRole("region", { name: "Selection" });
const ticked = (page: Page) =>
  main(page)
    .locator("[data-image]:has([data-pick]:checked)")
    .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset.name));
const named = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: `tile ${String(at).padStart(3, "0")}` }));

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error("It is not to be seen.");
  return { ...box, right: box.x + box.width, bottom: box.y + box.height };
}

/** A hand that moves, and looks where it is on the way. */
async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 12 });
  // The rectangle is drawn once a frame.
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}

test.afterEach(async ({ product }) => {
  await product.db.image.deleteMany({ where: { bytes: 1000 } });
});

test("a rectangle selects what it touches, adds with Shift, and Esc gives back what was", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  await writeRows(product, person, named(40));
  await page.goto(`/images?q=by:${person.id}`);
  const tiles = main(page).getByRole("article");
  await alive(tiles.first().getByRole("link"));
  const [first, second] = [await boxOf(tiles.nth(0)), await boxOf(tiles.nth(1))];
  const gap = { x: (first.right + second.x) / 2, y: first.bottom - 20 };

  // From the gap between the first two to the left: the first alone.
  await drag(page, gap, { x: first.x + 30, y: first.y + 30 });
  await expect.poll(() => ticked(page)).toEqual(["tile 000"]);
  await page.mouse.up();
  await expect(bar(page)).toContainText("1 selected");
  expect(page.url()).toContain("/images?");

  // To the right, two of the first line: what was selected before is not any more.
  const third = await boxOf(tiles.nth(2));
  await drag(page, gap, { x: third.x + 10, y: third.bottom - 10 });
  await page.mouse.up();
  await expect(bar(page)).toContainText("2 selected");
  expect(await ticked(page)).toEqual(["tile 001", "tile 002"]);

  // With Shift it is added to.
  await page.keyboard.down("Shift");
  await drag(page, gap, { x: first.x + 30, y: first.y + 30 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await expect(bar(page)).toContainText("3 selected");

  // Esc while the hand still holds: as it was, and the selection itself is kept.
  await drag(page, gap, { x: third.right, y: third.bottom + 300 });
  await expect.poll(async () => (await ticked(page)).length).toBeGreaterThan(3);
  await page.keyboard.press("Escape");
  expect(await ticked(page)).toEqual(["tile 000", "tile 001", "tile 002"]);
  await page.mouse.up();
  await expect(bar(page)).toContainText("3 selected");

  // A link that is dragged stays a link.
  await drag(page, { x: second.x + 60, y: second.y + 60 }, { x: third.x + 60, y: third.y + 60 });
  await page.mouse.up();
  await expect(bar(page)).toContainText("3 selected");
  expect(page.url()).toContain("/images?");
});

test("at the window's edge it scrolls, and what comes in is selected as well", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  await writeRows(product, person, named(120));
  await page.goto(`/images?q=by:${person.id}`);
  const tiles = main(page).getByRole("article");
  await alive(tiles.first().getByRole("link"));
  const [first, second] = [await boxOf(tiles.nth(0)), await boxOf(tiles.nth(1))];
  await drag(page, { x: (first.right + second.x) / 2, y: first.y + 10 }, { x: first.x + 20, y: 895 });
  // The hand rests at the edge; the list goes by under it, beyond what was loaded at first.
  await expect.poll(() => tiles.count()).toBeGreaterThan(50);
  await expect.poll(async () => (await ticked(page)).length).toBeGreaterThan(11);
  await page.mouse.up();
  const got = await ticked(page);
  await expect(bar(page)).toContainText(`${got.length} selected`);
  // One column of the grid, each line of it.
  const numbers = got.map((name) => Number(name?.slice(5)));
  const steps = new Set(numbers.slice(1).map((number, at) => number - (numbers[at] ?? 0)));
  expect(numbers[0]).toBe(0);
  expect(steps.size).toBe(1);
});

test("in the table the column of boxes is dragged over, and a viewer selects nothing", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  await writeRows(product, person, named(20));
  await page.goto(`/images?q=by:${person.id}&view=table`);
  const rows = main(page).locator("tbody tr");
  await alive(rows.first().getByRole("link"));
  const cell = (at: number) => boxOf(rows.nth(at).getByRole("cell").first());
  const [from, to] = [await cell(2), await cell(6)];
  await drag(page, { x: from.x + 5, y: from.y + 20 }, { x: to.x + 200, y: to.y + 20 });
  await page.mouse.up();
  expect(await ticked(page)).toEqual(
    named(7)
      .slice(2)
      .map(({ name }) => name),
  );
  await expect(bar(page)).toContainText("5 selected");
  // A press beside a box is for that box.
  const beside = await cell(9);
  await page.mouse.click(beside.x + 4, beside.y + 6);
  await expect(bar(page)).toContainText("6 selected");

  await signInAs("viewer");
  await page.goto(`/images?q=by:${person.id}`);
  const tiles = main(page).getByRole("article");
  await alive(tiles.first().getByRole("link"));
  const [first, second] = [await boxOf(tiles.nth(0)), await boxOf(tiles.nth(1))];
  await drag(
    page,
    { x: (first.right + second.x) / 2, y: first.y + 10 },
    { x: first.x + 20, y: first.y + 40 },
  );
  await page.mouse.up();
  await expect(bar(page)).toHaveCount(0);
});

test("on a phone the selection's bar is one line, and the rest is behind the dots", async ({
  browser,
  product,
  watch,
}) => {
  const context = await browser.newContext({
    baseURL: product.url,
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  watch(context);
  const person = await product.person("admin");
  await context.addCookies([await product.sessionCookie(person)]);
  await writeRows(product, person, named(70));
  const page = await context.newPage();
  await page.goto(`/images?q=by:${person.id}`);
  const box = main(page).getByRole("checkbox").first();
  await alive(box);
  await box.check();
  await expect(bar(page)).toContainText("1 selected");
  const height = async () => (await bar(page).boundingBox())?.height ?? 0;
  expect(await height()).toBeLessThan(64);
  await bar(page).getByRole("button", { name: "More acts" }).click();
  await page.getByRole("menuitem", { name: "Select all 70" }).click();
  await expect(bar(page)).toContainText("All 70");
  await main(page).getByRole("checkbox").nth(1).uncheck();
  await expect(bar(page)).toContainText("All 70, without 1");
  expect(await height()).toBeLessThan(64);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await bar(page).getByRole("button", { name: "More acts" }).click();
  await page.getByRole("menuitem", { name: "Tag", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText("Tags");
  await context.close();
});
