// From one screen to the next: nothing flashes, a slow one shows its shape, and a visit comes in one piece.
import { expect, test } from "./fixtures.ts";
import { alive, press } from "./hand.ts";
import { writeRows } from "./rows.ts";

test("a slow screen is waited for in its own shape, and left again at will", async ({ page, signInAs }) => {
  await signInAs("editor");
  await page.goto("/images");
  const main = page.getByRole("main");
  const screens = page.getByRole("navigation", { name: "Screens" }).first();
  const waiting = main.getByRole("status").filter({ hasText: "Loading" });
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/collections?_rsc=*", async (route) => {
    await held;
    await route.continue();
  });
  await press(screens.getByRole("link", { name: "Collections" }));
  await expect(waiting).toHaveCount(1);
  await expect(main.getByRole("heading", { name: "Collections" })).toBeVisible();
  await expect(main.getByRole("heading", { name: "Library" })).toBeHidden();

  // Thought better of it: the screen that was left is a screen like any other.
  await press(screens.getByRole("link", { name: "Variants" }));
  await expect(page).toHaveURL(/\/variants$/);
  await expect(waiting).toHaveCount(0);
  answer();

  await press(screens.getByRole("link", { name: "Library" }));
  await expect(main.getByRole("heading", { level: 1, name: "Library" })).toBeVisible();
  await expect(waiting).toHaveCount(0);
});

test("a place in the list outlives the waiting room", async ({ page, product, signInAs }) => {
  const person = await signInAs("viewer");
  const numbered = Array.from({ length: 45 }, (_, at) => ({ name: `row ${at}` }));
  await writeRows(product, person, numbered);
  await page.goto(`/images?q=by:${person.id}`);
  const main = page.getByRole("main");
  const there = main.getByRole("article").filter({ hasText: "row 20" }).getByRole("link");
  await alive(there);
  await there.evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 300));
  await expect(there).toBeInViewport();
  const top = () => there.evaluate((element) => Math.round(element.getBoundingClientRect().top));
  const stood = await top();
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/images/*?_rsc=*", async (route) => {
    await held;
    await route.continue();
  });
  await there.click();
  await expect(main.getByRole("status").filter({ hasText: "Loading" })).toHaveCount(1);
  await expect(there).toBeHidden();
  // Longer than the list takes to write its place down, had it one.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  answer();
  await expect(main.getByRole("heading", { level: 1, name: "row 20" })).toBeVisible();
  await page.goBack();
  await expect.poll(top).toBe(stood);
});

test("a visit is answered in one piece and with its own status, also without script", async ({
  browser,
  product,
  page,
  signInAs,
}) => {
  const person = await signInAs("editor");
  const missing = await page.goto("/images/01890000-0000-7000-8000-000000000000");
  expect(missing?.status()).toBe(404);
  await expect(page.getByText("This image is not here")).toBeVisible();

  const context = await browser.newContext({ baseURL: product.url, javaScriptEnabled: false });
  await context.addCookies([await product.sessionCookie(person)]);
  const plain = await context.newPage();
  await plain.goto("/images");
  await expect(plain.getByRole("main").getByRole("heading", { level: 1, name: "Library" })).toBeVisible();
  expect(await plain.content()).not.toContain("$RC");
  await context.close();
});
