import type { Page } from "@playwright/test";
import { ownVariants } from "../lib/images/schema.ts";
import { accountOf } from "./cloudflare.ts";
import { picture } from "./files.ts";
import { expect, test } from "./fixtures.ts";
import { alive, press } from "./hand.ts";
import type { Person } from "./product.ts";
import { writeRows } from "./rows.ts";
import { seedImages } from "./seed.ts";

const main = (page: Page) => page.getByRole("main");
const tiles = (page: Page) => main(page).getByRole("article");
const names = (page: Page) => main(page).getByRole("list", { name: "Images" }).getByRole("link");
const count = (page: Page) => main(page).getByRole("status").first();
const search = (page: Page) => main(page).getByRole("combobox", { name: "Search images" });

/** The library of one person: what other tests left is somebody else's. */
async function openOf(page: Page, person: Person, query = "") {
  await page.goto(`/images?q=by:${person.id}${query}`);
  await alive(search(page));
}

test.afterEach(async ({ product }) => {
  // Nothing of these is at Cloudflare; other tests count what is.
  await product.db.image.deleteMany({ where: { bytes: 1000 } });
});

test("images are found by name and tag as one types, and every filter is in the address", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  await writeRows(product, person, [
    { name: "Hamnen i gryning", tags: ["harbour", "press"] },
    { name: "Größe 10.jpg", tags: ["press"] },
    { name: "Größe 2.jpg" },
    { name: "poster for everybody", tags: ["press"], open: true },
  ]);
  await openOf(page, person);
  await expect(count(page)).toHaveText("4 images match");
  await page.keyboard.press("/");
  await expect(search(page)).toBeFocused();
  await page.keyboard.type("by:me grosse");
  await expect(tiles(page)).toHaveCount(2);
  await expect(page).toHaveURL(/[?&]q=by%3Ame\+grosse/);
  await expect(search(page)).toBeFocused();
  await search(page).fill("gryn harb by:me");
  await expect(names(page)).toHaveText([/Hamnen i gryning/]);
  await search(page).fill("no such thing by:me");
  await expect(main(page).getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await expect(main(page)).toContainText("No image has “no such thing” in its name, tags, alt text");
  await expect(main(page)).toContainText("“no” inside a longer word is not found");
  await search(page).fill("by:me");
  await expect(tiles(page)).toHaveCount(4);

  // What was clicked is written into the text, and what was written shows as chips.
  await search(page).fill("by:me tag:press");
  await expect(tiles(page)).toHaveCount(3);
  await expect(main(page).getByRole("combobox", { name: "Tag" })).toHaveValue("press");
  await main(page).getByRole("navigation", { name: "Exposure" }).getByRole("link", { name: /^Open/ }).click();
  await expect(names(page)).toHaveText([/poster for everybody/]);
  await expect(page).toHaveURL(/is%3Aopen/);
  await expect(page).toHaveURL(/tag%3Apress/);

  // The address is the whole question: in another window it is the same answer, and Back takes one step.
  const again = await page.context().newPage();
  await again.goto(page.url());
  await expect(names(again)).toHaveText([/poster for everybody/]);
  await again.close();
  await page.goBack();
  await expect(tiles(page)).toHaveCount(3);
  await press(main(page).getByRole("link", { name: "Clear filters" }));
  await expect(page).toHaveURL(/\/images$/);

  await openOf(page, person, "&sort=name&view=table");
  await expect(main(page).getByRole("row").getByRole("link")).toHaveText([
    "Name",
    "Live links",
    "Added",
    "Size",
    "Größe 2.jpg",
    "Größe 10.jpg",
    "Hamnen i gryning",
    "poster for everybody",
  ]);
  await expect(main(page).getByRole("columnheader", { name: "Name" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  await expect(main(page).getByRole("row").filter({ hasText: "Größe 2" })).toContainText("Sealed");
  await press(main(page).getByRole("link", { name: "Grid" }));
  await expect(tiles(page)).toHaveCount(4);
  await expect(page).not.toHaveURL(/view=/);
});

test("every filter can be clicked, and what was not understood is nothing to select all of", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  await writeRows(product, person, [{ name: "one to describe" }, { name: "one for everybody", open: true }]);
  await openOf(page, person, "%20one");
  await press(main(page).getByRole("button", { name: "Filters" }));
  const dialog = page.getByRole("dialog", { name: "Filters" });
  await expect(dialog.getByLabel("Uploaded by")).toHaveValue(person.id);
  await dialog.getByLabel("Privacy").selectOption({ label: "Private" });
  await dialog.getByLabel("Alt text").selectOption({ label: "Without" });
  await dialog.getByLabel("Added before").fill("2100-01-01");
  await dialog.getByLabel("Wider than").fill("1");
  await dialog.getByRole("button", { name: "Show images" }).click();
  await expect(names(page)).toHaveText([/one to describe/]);
  await expect(search(page)).toHaveValue(
    `by:${person.id} one is:private -has:alt before:2100-01-01 width:>1`,
  );
  await expect(page).toHaveURL(/is%3Aprivate/);

  // A filter that is none shows all, and says so; all of that is nothing to act on.
  await page.goto(`/images?q=by:${person.id}+format:heic`);
  await alive(search(page));
  await expect(tiles(page)).toHaveCount(2);
  await main(page).getByRole("checkbox").first().check();
  const bar = page.getByRole("region", { name: "Selection" });
  await expect(bar.getByRole("button", { name: "All shown" })).toBeVisible();
  await expect(bar.getByRole("button", { name: /^All (?!shown)/ })).toHaveCount(0);
});

test("the grid is walked, opened, selected and emptied by keyboard alone", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  const seeds = await Promise.all(
    ["alder", "birch", "cedar", "dogwood", "elm"].map(async (name, at) => ({
      name,
      bytes: (await picture(name, 100 + at)).bytes,
      createdAt: new Date(Date.now() - at * 60_000),
    })),
  );
  await seedImages(product, person, seeds);
  await openOf(page, person);
  await expect(tiles(page)).toHaveCount(5);
  const focused = (name: string) => expect(names(page).filter({ hasText: name })).toBeFocused();

  // The whole grid is one stop.
  const chip = main(page).getByRole("link", { name: /^Remove filter: By/ });
  await chip.focus();
  await page.keyboard.press("Tab");
  await focused("alder");
  await page.keyboard.press("ArrowRight");
  await focused("birch");
  await page.keyboard.press("End");
  await focused("elm");
  await page.keyboard.press("ArrowRight");
  await focused("elm");
  await page.keyboard.press("Home");
  await focused("alder");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(main(page).getByRole("heading", { name: "birch", level: 1 })).toBeVisible();
  await page.goBack();
  await expect(tiles(page)).toHaveCount(5);
  await alive(search(page));

  await chip.focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Home");
  await page.keyboard.press("x");
  const bar = page.getByRole("region", { name: "Selection" });
  await expect(bar).toContainText("1 selected");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(bar).toContainText("3 selected");
  await page.keyboard.press("x");
  await expect(bar).toContainText("2 selected");
  await page.keyboard.press("Delete");
  const question = page.getByRole("alertdialog", { name: "Move 2 images to the trash?" });
  await expect(question).toContainText("can be restored for 30 days");
  const confirm = question.getByRole("button", { name: "Move to trash" });
  while (!(await confirm.evaluate((element) => element === document.activeElement)))
    await page.keyboard.press("Tab");
  const stored = (await accountOf(product).images()).length;
  await page.keyboard.press("Enter");
  await expect(page.getByText("Move 2 images to the trash: done")).toBeVisible({ timeout: 45_000 });
  await expect(names(page)).toHaveText([/cedar/, /dogwood/, /elm/]);
  // They can come back, so Cloudflare keeps them.
  expect((await accountOf(product).images()).length).toBe(stored);
  await expect(bar).toHaveCount(0);

  await page.goto("/trash");
  const trash = main(page).getByRole("list", { name: "Images in the trash" });
  await expect(trash).toContainText("alder");
  await press(main(page).getByRole("button", { name: "Restore alder" }));
  await expect(page.getByText("alder is back in the library, private")).toBeVisible();
  await press(main(page).getByRole("button", { name: "Delete for good: birch" }));
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("birch is deleted for good")).toBeVisible();
  expect((await accountOf(product).images()).length).toBe(stored - 1);
  await openOf(page, person);
  await expect(names(page)).toHaveText([/alder/, /cedar/, /dogwood/, /elm/]);
});

test("private pictures are shown by signatures that stay the same for a while", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("viewer");
  const { bytes } = await picture("", 110);
  await seedImages(product, person, [{ name: "sealed and shown", bytes }]);
  await openOf(page, person);
  const image = tiles(page).getByRole("img", { name: "sealed and shown" });
  const shown = () =>
    image.evaluate((element: HTMLImageElement) => element.decode().then(() => element.naturalWidth));
  expect(await shown()).toBe(ownVariants.thumb.width);
  const src = await image.getAttribute("src");
  expect(src).toMatch(/\/darkroomthumb\?exp=\d+&sig=[0-9a-f]{64}$/);
  // The window may turn once while we look.
  await expect(async () => {
    const before = await image.getAttribute("src");
    await page.reload();
    expect(await image.getAttribute("src")).toBe(before);
  }).toPass();
  expect(src).not.toContain("_next/image");
});

test("a question is completed, corrected and taken apart by keyboard", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("viewer");
  await writeRows(product, person, [
    { name: "one", tags: ["old cover"] },
    { name: "two", open: true },
    { name: "three", tags: ["old cover"], open: true },
  ]);
  const name = `Late harvest ${person.id.slice(0, 8)}`;
  const collection = await product.db.collection.create({
    data: { name, folded: name.toLowerCase(), createdById: person.id },
  });
  await openOf(page, person);
  await search(page).fill("by:me is:op");
  const offered = page.getByRole("listbox", { name: "Suggestions" });
  await expect(offered.getByRole("option")).toHaveText([/^is:open/]);
  await page.keyboard.press("ArrowDown");
  await expect(search(page)).toHaveAttribute("aria-activedescendant", /./);
  await page.keyboard.press("Enter");
  await expect(search(page)).toHaveValue("by:me is:open ");
  await expect(offered).toHaveCount(0);
  await expect(tiles(page)).toHaveCount(2);
  await expect(main(page).getByRole("navigation", { name: "Exposure" })).toContainText("Open2");

  // What is not understood is told, and hides nothing else.
  await page.keyboard.type("size:huge colour:red");
  await page.keyboard.press("Escape");
  await expect(main(page).getByText("Write size:>2mb or size:<500kb.")).toBeVisible();
  await expect(main(page).getByText(/“colour:” is no filter/)).toBeVisible();
  await search(page).fill('by:me tag:"old cover" has:links');
  await expect(main(page).getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  const chips = main(page).getByRole("navigation", { name: "Filters in force" });
  await expect(chips).toContainText("Has live links");
  await chips.getByRole("link", { name: "Remove filter: Has live links" }).press("Enter");
  await expect(tiles(page)).toHaveCount(2);
  await expect(search(page)).toHaveValue('by:me tag:"old cover"');

  await search(page).fill("harvest");
  await expect(offered).toContainText(collection.name);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(search(page)).toHaveValue(`collection:"${collection.name}" `);
  await expect(chips).toContainText(`In ${collection.name}`);

  // Asked before: offered again in an empty field, to whoever asked it and nobody after them.
  const offerAnew = async () => {
    await search(page).fill("");
    await page.keyboard.press("ArrowDown");
    await expect(offered).toContainText("is:exposed");
  };
  await offerAnew();
  await expect(offered).toContainText("recent");
  await signInAs("viewer");
  await page.goto("/images");
  await alive(search(page));
  await offerAnew();
  await expect(offered).not.toContainText("recent");

  await search(page).fill("embargoed");
  await page.keyboard.press("Enter");
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => /darkroom/.test(key)));
  expect(await kept()).not.toEqual([]);
  await press(page.getByRole("button", { name: /^Account of/ }).first());
  await press(page.getByRole("region", { name: "Account" }).getByRole("button", { name: "Sign out" }));
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await kept()).toEqual([]);
});

test("a closer look goes through the page by arrows and gives the focus back", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("viewer");
  const seeds = await Promise.all(
    ["first", "second"].map(async (name, at) => ({
      name,
      bytes: (await picture(name, 140 + at)).bytes,
      createdAt: new Date(Date.now() - at * 60_000),
    })),
  );
  await seedImages(product, person, seeds);
  await openOf(page, person);
  await names(page).first().focus();
  await page.keyboard.press("Space");
  const dialog = page.getByRole("dialog", { name: "first" });
  await expect(dialog).toContainText("Sealed");
  await expect(dialog).toContainText("Only people with a signed link can see it.");
  const shown = page.getByRole("dialog").getByRole("img");
  await expect(shown).toHaveAttribute("src", /darkroomview\?exp=/);
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("dialog", { name: "second" })).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("dialog", { name: "second" })).toContainText("2 of 2");
  await page.keyboard.press("Escape");
  await expect(names(page).nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(main(page).getByRole("heading", { name: "second", level: 1 })).toBeVisible();
  await page.goBack();
  // Whoever comes back finds the list's stop where they left it.
  await expect(names(page).nth(1)).toHaveAttribute("tabindex", "0");
});

test("a question is kept under a name, shared, found by others and deleted", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  await writeRows(product, person, [{ name: "one", tags: ["kept"] }, { name: "two" }]);
  await openOf(page, person);
  await search(page).fill("by:me tag:kept");
  await expect(tiles(page)).toHaveCount(1);
  await press(main(page).getByRole("button", { name: "Views" }));
  const dialog = page.getByRole("dialog", { name: "Saved views" });
  await expect(dialog.getByText("by:me tag:kept")).toBeVisible();
  const title = `Kept ${crypto.randomUUID().slice(0, 6)}`;
  await dialog.getByLabel("Name").fill(title);
  await dialog.getByRole("checkbox", { name: "Everybody finds it" }).check();
  await dialog.getByRole("button", { name: "Save view" }).click();
  const row = dialog.getByRole("listitem").filter({ hasText: title });
  await expect(row).toContainText("Shared by you");
  await expect(row).toContainText(/1$/);
  await page.keyboard.press("Escape");
  await press(main(page).getByRole("link", { name: "Clear filters" }));

  await signInAs("viewer");
  await page.goto("/images");
  await press(main(page).getByRole("button", { name: "Views" }));
  await expect(row).toContainText(`Shared by ${person.name}`);
  await expect(row.getByRole("button")).toHaveCount(0);
  await row.getByRole("link").click();
  await expect(page).toHaveURL(/q=by%3Ame\+tag%3Akept/);
  await expect(dialog).toHaveCount(0);

  await signInAs("admin");
  await page.goto("/images");
  await press(main(page).getByRole("button", { name: "Views" }));
  await row.getByRole("button", { name: `Delete ${title}` }).click();
  await expect(row).toHaveCount(0);
});
