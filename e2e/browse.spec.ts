import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { alive, press } from "./hand.ts";
import type { Person } from "./product.ts";
import { writeRows } from "./rows.ts";
import { shifted, watchShifts } from "./shifts.ts";

const main = (page: Page) => page.getByRole("main");
const tiles = (page: Page) => main(page).getByRole("article");
const names = (page: Page) => main(page).getByRole("list", { name: "Images" }).getByRole("link");
const search = (page: Page) => main(page).getByRole("combobox", { name: "Search images" });
const more = (page: Page) => main(page).getByRole("link", { name: "Load more" });
const numbered = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => ({ name: `row ${String(from + at).padStart(4, "0")}` }));
const named = (page: Page, number: number) =>
  names(page).filter({ hasText: `row ${String(number).padStart(4, "0")}` });

async function openOf(page: Page, person: Person, query = "") {
  await page.goto(`/images?q=by:${person.id}${query}`);
  await alive(search(page));
}

const read = async (page: Page) =>
  (await names(page).allTextContents()).map((text) => /row \d{4}|newcomer/.exec(text)?.[0] ?? text);
const topOf = (locator: Locator) => locator.evaluate((element) => element.getBoundingClientRect().top);

/** Turns the wheel until something is so. */
async function wheelUntil(page: Page, step: number, done: () => Promise<boolean>) {
  await page.mouse.move(700, 500);
  await expect(async () => {
    await page.mouse.wheel(0, step);
    expect(await done()).toBe(true);
  }).toPass({ intervals: [30] });
}

test.afterEach(async ({ product }) => {
  await product.db.image.deleteMany({ where: { bytes: 1000 } });
});

for (const view of ["grid", "table"])
  test(`the ${view} goes on as one scrolls, as one list without a gap, a repeat or a jump`, async ({
    page,
    product,
    signInAs,
  }) => {
    const person = await signInAs("viewer");
    const all = numbered(180);
    await writeRows(product, person, all);
    await watchShifts(page);
    await page.goto(`/images?q=by:${person.id}&view=${view}`);
    await alive(search(page));
    const items = main(page).locator("[data-image]");
    await expect(items).toHaveCount(50);
    await expect(main(page).getByText("50 of 180 shown")).toBeVisible();
    // One is added above and one of the first page goes: what follows does not move.
    await writeRows(product, person, [{ name: "newcomer" }]);
    await product.db.image.deleteMany({ where: { uploadedById: person.id, name: "row 0003" } });
    await wheelUntil(page, 700, async () => (await items.count()) === 180);
    expect(await items.evaluateAll((list) => list.map((item) => (item as HTMLElement).dataset.name))).toEqual(
      all.map(({ name }) => name),
    );
    await expect(main(page).getByText("All 180 shown")).toHaveRole("status");
    await expect(more(page)).toHaveCount(0);
    if (view === "grid") {
      const last = main(page).getByRole("list", { name: "Images" }).getByRole("listitem").last();
      await expect(last).toHaveAttribute("aria-posinset", "180");
      await expect(last).toHaveAttribute("aria-setsize", "180");
    } else {
      await expect(main(page).getByRole("table")).toHaveAttribute("aria-rowcount", "181");
      await expect(main(page).getByRole("row").last()).toHaveAttribute("aria-rowindex", "181");
    }
    // What is out of sight is there, for a screen reader and for the browser's own search.
    await page.evaluate(() => scrollTo(0, 0));
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const read = nodes.filter(({ ignored, role }) => !ignored && role?.value === "link");
    expect(read.filter(({ name }) => /row \d{4}/.test(name?.value ?? ""))).toHaveLength(180);
    expect(await shifted(page)).toEqual([]);
  });

test("a place in the list is kept: in the address, on the way back, on reload and in another window", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("viewer");
  await writeRows(product, person, numbered(170));
  await openOf(page, person);
  const there = named(page, 88);
  await wheelUntil(page, 400, async () => (await there.count()) === 1);
  await there.evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 300));
  await expect(page).toHaveURL(/[?&]cursor=/);
  const top = await topOf(there);

  // By mouse, and Back: the same images around the same tile, which has the focus.
  await there.click();
  await expect(main(page).getByRole("heading", { name: "row 0088", level: 1 })).toBeVisible();
  await writeRows(product, person, [{ name: "newcomer" }]);
  await page.goBack();
  await expect(there).toBeFocused();
  expect(Math.abs((await topOf(there)) - top)).toBeLessThan(2);
  // What came meanwhile is above, and what is looked at has not moved.
  await expect(names(page).first()).toContainText("newcomer");
  expect(await read(page)).toEqual([
    "newcomer",
    ...numbered((await names(page).count()) - 1).map(({ name }) => name),
  ]);
  expect(Math.abs((await topOf(there)) - top)).toBeLessThan(2);

  await page.reload();
  await alive(search(page));
  await expect.poll(async () => Math.abs((await topOf(there)) - top)).toBeLessThan(2);
  // Only what follows from there was drawn; above it the list goes on, and nothing jumps when it does.
  const before = await names(page).count();
  const earlier = main(page).getByRole("link", { name: "Load earlier" });
  const held = names(page).first();
  const name = (await held.textContent()) ?? "";
  const stood = await topOf(held);
  // Without the way there, which would load as well.
  await earlier.evaluate((link) =>
    link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 })),
  );
  await expect(names(page)).not.toHaveCount(before);
  expect(Math.abs((await topOf(names(page).filter({ hasText: name }))) - stood)).toBeLessThan(2);

  // The other view begins where this one was.
  await there.evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 200));
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
  await page.waitForURL(/cursor=/);
  const shared = page.url();
  const first = await page.evaluate(
    () =>
      [...document.querySelectorAll<HTMLElement>("[data-image]")].find(
        (item) => item.getBoundingClientRect().bottom > 0,
      )?.dataset.image,
  );
  await main(page)
    .getByRole("link", { name: "Table" })
    .evaluate((link: HTMLElement) => link.click());
  await main(page).getByRole("table").waitFor();
  await expect(main(page).locator(`[data-image="${first}"]`)).toBeInViewport();

  const other = await page.context().newPage();
  await other.goto(shared);
  await alive(search(other));
  await expect(main(other).getByRole("link", { name: "To the beginning" })).toBeVisible();
  await press(main(other).getByRole("link", { name: "To the beginning" }));
  await expect(names(other).first()).toContainText("newcomer");
  await expect(other).not.toHaveURL(/cursor=/);
});

test("the whole list is walked by keyboard, and a closer look goes on beyond what is loaded", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("viewer");
  await writeRows(product, person, numbered(130));
  // Nothing is loaded by itself here: the keys have to ask.
  await page.addInitScript(() => {
    Object.assign(window, {
      IntersectionObserver: class {
        observe() {}
        unobserve() {}
        disconnect() {}
      },
    });
  });
  await openOf(page, person);
  await alive(names(page));
  await names(page).first().focus();
  await page.keyboard.press("End");
  await expect(named(page, 49)).toBeFocused();
  await page.keyboard.press("End");
  await expect(named(page, 99)).toBeFocused();
  await page.keyboard.press("Home");
  await expect(named(page, 0)).toBeFocused();
  await page.keyboard.press("PageDown");
  await expect(named(page, 0)).not.toBeFocused();
  const after = Number(/row (\d+)/.exec((await page.locator(":focus").textContent()) ?? "")?.[1]);
  expect(after).toBeGreaterThan(5);
  await page.keyboard.press("PageUp");
  await expect(named(page, 0)).toBeFocused();
  await page.keyboard.press("End");
  await expect(named(page, 99)).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.getByRole("dialog")).toContainText("100 of 100 shown");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("dialog", { name: "row 0100" })).toContainText("101 of 130 shown");
  await page.keyboard.press("Escape");
  await expect(named(page, 100)).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowDown");
  await expect(named(page, 129)).toBeFocused();

  // By key the button leads on to what came. From the middle of the list it goes both ways.
  await page.goto(`/images?q=by:${person.id}`);
  await alive(more(page));
  await more(page).focus();
  await page.keyboard.press("Enter");
  await expect(named(page, 50)).toBeFocused();
  await page.goto((await more(page).getAttribute("href")) ?? "");
  await alive(names(page));
  await expect(names(page)).toHaveCount(30);
  await named(page, 100).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(named(page, 99)).toBeFocused();
  await page.keyboard.press("Home");
  await expect(named(page, 50)).toBeFocused();
  await page.keyboard.press("Home");
  await expect(named(page, 0)).toBeFocused();
  await expect(main(page).getByRole("link", { name: "Load earlier" })).toHaveCount(0);
});

test("a very long list keeps a thousand, and finds the way back", async ({ page, product, signInAs }) => {
  const person = await signInAs("viewer");
  await writeRows(product, person, numbered(1_130));
  await openOf(page, person, "&view=table");
  const rows = main(page).locator("tbody tr");
  await alive(more(page));
  for (let shown = 50; shown < 1_130; shown += 50) {
    await more(page).evaluate((link: HTMLElement) => link.click());
    await expect(
      main(page).locator(`[data-name="row ${String(Math.min(shown + 49, 1_129)).padStart(4, "0")}"]`),
    ).toHaveCount(1);
    await expect(
      main(page).getByRole("link", { name: "Load more" }).and(page.locator('[aria-busy="true"]')),
    ).toHaveCount(0);
  }
  await expect(main(page).locator('[data-name="row 1129"]')).toHaveCount(1);
  expect(await rows.count()).toBeLessThanOrEqual(1_000);
  await expect(main(page).locator('[data-name="row 0000"]')).toHaveCount(0);
  await expect(main(page).getByText("This page keeps 1,000 images at a time.")).toBeVisible();
  await press(main(page).getByRole("link", { name: "Load earlier" }));
  await expect(main(page).locator('[data-name="row 0120"]')).toHaveCount(1);
  expect(await rows.count()).toBeLessThanOrEqual(1_000);
  const names = await rows.evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.name));
  const first = Number(names[0]?.slice(4));
  expect(names).toEqual(numbered(names.length, first).map(({ name }) => name));
});

test("what cannot be loaded is told, and tried again", async ({ page, product, signInAs }) => {
  const person = await signInAs("viewer");
  await writeRows(product, person, numbered(60));
  await openOf(page, person);
  await page.route("**/api/library?**", (route) => route.abort());
  await press(more(page));
  await expect(main(page).getByRole("alert")).toHaveText(/Darkroom cannot be reached/);
  await page.unroute("**/api/library?**");
  await press(more(page));
  await expect(tiles(page)).toHaveCount(60);
  await expect(main(page).getByRole("alert")).toHaveCount(0);
  const read = (path: string) => page.evaluate(async (asked) => (await fetch(asked)).status, path);
  for (const path of ["/api/library", "/api/collections", "/api/tags?q=a"]) {
    expect(await read(path)).toBe(200);
    expect((await page.request.get(path)).status()).toBe(403);
  }
  await page.context().clearCookies();
  for (const path of ["/api/library", "/api/collections", "/api/tags?q=a"])
    expect(await read(path)).toBe(401);
});

test("every part of the list has an address of its own", async ({ page, product, signInAs }) => {
  const person = await signInAs("viewer");
  await writeRows(product, person, numbered(70));
  await openOf(page, person);
  // Read and not clicked: a link that comes into sight loads what it leads to, and is gone.
  const address = (await more(page).getAttribute("href")) ?? "";
  const other = await page.context().newPage();
  await other.goto(address);
  await expect(names(other)).toHaveCount(20);
  await expect(names(other).first()).toContainText("row 0050");
  await other.goto(
    (await main(other).getByRole("link", { name: "Load earlier" }).getAttribute("href")) ?? "",
  );
  await expect(names(other)).toHaveCount(50);
  await expect(names(other).first()).toContainText("row 0000");
});
