import type { Page } from "@playwright/test";
import { accountOf, asStranger, plainAddress } from "./cloudflare.ts";
import { picture } from "./files.ts";
import { expect, test } from "./fixtures.ts";
import { alive, press } from "./hand.ts";
import type { Person, Product } from "./product.ts";
import { seedImages } from "./seed.ts";

const main = (page: Page) => page.getByRole("main");
const names = (page: Page) => main(page).getByRole("list", { name: "Images" }).getByRole("link");
const bar = (page: Page) => page.getByRole("region", { name: "Selection" });
const question = (page: Page) => page.getByRole("alertdialog");

// Collections of one test would fill the lists of the next.
test.afterEach(async ({ product }) => {
  await product.db.collection.deleteMany({ where: { folded: { startsWith: "aa many" } } });
});

async function seedNamed(product: Product, person: Person, images: { name: string; private?: boolean }[]) {
  const seeds = await Promise.all(
    images.map(async (image, at) => ({
      ...image,
      bytes: (await picture(image.name, 100 + at)).bytes,
      createdAt: new Date(Date.now() - at * 60_000),
    })),
  );
  return seedImages(product, person, seeds);
}

/** Moves through the page until the element has the keyboard. */
async function tabTo(page: Page, target: ReturnType<Page["getByRole"]>) {
  await target.waitFor();
  for (let tries = 0; tries < 60; tries++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("The keyboard does not get there.");
}

test("many are tagged, sealed, thrown away and all of it taken back, by keyboard alone", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  const ids = await seedNamed(product, person, [
    { name: "alder", private: false },
    { name: "birch", private: false },
    { name: "cedar" },
  ]);
  const cloudflareIdOf = async (id = "") =>
    (await product.db.image.findUniqueOrThrow({ where: { id } })).cloudflareId ?? "";
  const alder = plainAddress(product, await cloudflareIdOf(ids[0]), "public");
  expect((await asStranger(alder)).status).toBe(200);
  await page.goto("/images?q=alder");
  // Others use this product too, and what they uploaded just now would stand between.
  await page.goto("/images?q=by:me");
  const stop = names(page).filter({ hasText: "alder" });
  await alive(stop);
  const selectThree = async () => {
    await stop.focus();
    await page.keyboard.press("x");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await expect(bar(page)).toContainText("3 selected");
  };
  const ended = async (title: string) => {
    await expect(page.getByText(`${title}: done`)).toBeVisible({ timeout: 45_000 });
  };

  await selectThree();
  await page.keyboard.press("t");
  await page.getByLabel("Tags").waitFor();
  await page.keyboard.type("autumn, press");
  await page.keyboard.press("Enter");
  await expect(question(page)).toContainText("3images get what they lack of these tags");
  await tabTo(page, question(page).getByRole("button", { name: /^Tag 3 images/ }));
  await page.keyboard.press("Enter");
  await ended("Tag 3 images with autumn and press");
  expect((await product.db.image.findUniqueOrThrow({ where: { id: ids[2] ?? "" } })).tags).toEqual([
    "autumn",
    "press",
  ]);

  await selectThree();
  await page.keyboard.press("p");
  await expect(question(page)).toContainText("2images need a signed link from then on");
  await expect(question(page)).toContainText("1left alone: already so (cedar)");
  await tabTo(page, question(page).getByRole("button", { name: "Make 2 images private" }));
  await page.keyboard.press("Enter");
  await ended("Make 2 images private");
  expect((await asStranger(alder)).status).toBe(403);

  await selectThree();
  await page.keyboard.press("Delete");
  await tabTo(page, question(page).getByRole("button", { name: "Move to trash" }));
  await page.keyboard.press("Enter");
  await ended("Move 3 images to the trash");
  await expect(names(page).filter({ hasText: "alder" })).toHaveCount(0);

  await page.goto("/jobs");
  const job = main(page).getByRole("link", { name: "Move 3 images to the trash" });
  await alive(job);
  await job.focus();
  await page.keyboard.press("Enter");
  const back = main(page).getByRole("button", { name: "Take back" });
  await alive(back);
  await tabTo(page, back);
  await page.keyboard.press("Enter");
  await tabTo(page, question(page).getByRole("button", { name: "Take back" }));
  await page.keyboard.press("Enter");
  await expect(main(page).getByRole("heading", { level: 1 })).toHaveText(/^Take back/);
  await expect(main(page)).toContainText("3 done", { timeout: 45_000 });
  await page.goto("/images");
  await expect(names(page).filter({ hasText: "alder" })).toHaveCount(1);
  expect((await asStranger(alder)).status).toBe(403);
  expect(await accountOf(product).image(await cloudflareIdOf(ids[0]))).not.toBeNull();
});

test("a selection is kept over pages, and all that match are more than is shown", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  await product.db.image.createMany({
    data: Array.from({ length: 70 }, (_, at) => ({
      uploadKey: crypto.randomUUID(),
      cloudflareId: crypto.randomUUID(),
      state: "ready" as const,
      requireSignedUrls: true,
      name: `keeper ${at}`,
      fileName: "k.jpg",
      tags: [],
      searchText: ` keeper ${at}`,
      sortName: `keeper ${at}`,
      bytes: 1000,
      checkedAt: new Date(),
      createdAt: new Date(Date.now() - at * 1000),
      uploadedById: person.id,
    })),
  });
  await page.goto("/images?q=keeper");
  await alive(names(page));
  await names(page).first().focus();
  await page.keyboard.press("x");
  await expect(bar(page)).toContainText("1 selected");
  await press(main(page).getByRole("link", { name: "Load more" }));
  await expect(names(page)).toHaveCount(70);
  await names(page).nth(60).focus();
  await page.keyboard.press("x");
  await expect(bar(page)).toContainText("2 selected");
  // Another page, and it is still there: as ticks where the images show, as a number where they do not.
  await page.goto("/images?q=keeper+6");
  await alive(names(page));
  await expect(bar(page)).toContainText("2 selected");
  await expect(main(page).getByRole("checkbox", { name: "Select keeper 60" })).toBeChecked();
  await expect(bar(page)).toContainText("1 of them not shown here");
  await page.goto("/images?q=keeper+33");
  await alive(names(page));
  await expect(bar(page)).toContainText("2 selected");
  await expect(bar(page)).toContainText("None of them shown here");
  await press(bar(page).getByRole("button", { name: "Show them" }));
  const ticked = page.getByRole("dialog").getByRole("list", { name: "Selected images" }).getByRole("link");
  await expect(ticked).toHaveText(["keeper 0", "keeper 60"]);
  await page.getByRole("button", { name: "Take keeper 0 off the selection" }).click();
  await expect(ticked).toHaveText(["keeper 60"]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(bar(page)).toContainText("1 selected");
  await page.goto("/images?q=keeper");
  await alive(names(page));
  await names(page).first().focus();
  await page.keyboard.press("x");
  await expect(bar(page)).toContainText("2 selected");
  await page.goto("/images?q=keeper");
  await alive(names(page));
  await names(page).first().focus();
  await page.keyboard.press("Control+a");
  await expect(bar(page)).toContainText("51 selected");
  await page.keyboard.press("Control+a");
  await expect(bar(page)).toContainText("All 70");
  await page.keyboard.press("x");
  await expect(bar(page)).toContainText("All 70, without 1");
  await page.keyboard.press("t");
  await page.getByLabel("Tags").fill("kept");
  await page.keyboard.press("Enter");
  await question(page).getByRole("button", { name: "Tag 69 images with kept" }).click();
  await expect(page.getByText("Tag 69 images with kept: done")).toBeVisible({ timeout: 45_000 });
  expect(await product.db.image.count({ where: { tags: { has: "kept" } } })).toBe(69);
  await expect(bar(page)).toHaveCount(0);

  await page.goto("/images?q=keeper");
  await alive(names(page));
  await names(page).first().focus();
  await page.keyboard.press("Control+a");
  await expect(bar(page)).toContainText("50 selected");
  const download = page.waitForEvent("download");
  await page.keyboard.press("m");
  const file = await download;
  expect(file.suggestedFilename()).toBe("darkroom-images.csv");
  await page.keyboard.press("Escape");
  await expect(bar(page)).toHaveCount(0);
  await product.db.image.deleteMany({ where: { bytes: 1000 } });
});

test("a collection is made, filled, put in order and taken apart; tags are merged", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  const ids = await seedNamed(product, person, [{ name: "larch" }, { name: "maple" }]);
  await product.db.image.update({ where: { id: ids[0] ?? "" }, data: { tags: ["trees"] } });
  await product.db.image.update({ where: { id: ids[1] ?? "" }, data: { tags: ["tree"] } });
  await page.goto("/collections");
  await alive(main(page).getByRole("button", { name: /^New collection/ }));
  await page.keyboard.press("n");
  await page.getByRole("dialog").getByLabel("Name").fill("Wood");
  await page.keyboard.press("Enter");
  await expect(main(page).getByRole("heading", { name: "Wood", level: 1 })).toBeVisible();

  await page.goto(`/images?by=${person.id}`);
  const stop = names(page).filter({ hasText: "larch" });
  await alive(stop);
  await stop.focus();
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(bar(page)).toContainText("2 selected");
  await page.keyboard.press("c");
  await page.getByRole("combobox", { name: "Collection" }).selectOption({ label: "Wood (0)" });
  await page.getByRole("button", { name: "Show what it does" }).click();
  await question(page).getByRole("button", { name: "Add 2 images to “Wood”" }).click();
  await expect(page.getByText("Add 2 images to “Wood”: done")).toBeVisible({ timeout: 45_000 });

  await page.goto("/collections");
  await press(main(page).getByRole("link", { name: /Wood/ }));
  const inside = main(page).getByRole("list", { name: "Images" }).getByRole("link");
  await expect(inside).toHaveText([/larch/, /maple/]);
  await press(main(page).getByRole("button", { name: "Move larch later" }));
  await expect(inside).toHaveText([/maple/, /larch/]);
  await press(main(page).getByRole("button", { name: /^Delete/ }));
  await question(page).getByRole("button", { name: "Delete collection" }).click();
  await expect(page).toHaveURL(/\/collections$/);
  expect(await product.db.image.count({ where: { id: { in: ids } } })).toBe(2);

  await page.goto("/tags");
  const box = main(page).getByRole("checkbox", { name: "Tick trees" });
  await alive(box);
  await box.check();
  await main(page).getByRole("checkbox", { name: "Tick tree", exact: true }).check();
  await press(main(page).getByRole("button", { name: "Merge 2 tags" }));
  await page.getByLabel("New name").fill("tree");
  await page.keyboard.press("Enter");
  await expect(question(page)).toContainText("1image carries the new tag instead");
  await question(page)
    .getByRole("button", { name: /^Rename/ })
    .click();
  await expect(main(page).getByRole("list", { name: "Tags" })).not.toContainText("trees", {
    timeout: 45_000,
  });
});

test("of copies the question names the one that stays, and the others go to the trash", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  const { bytes } = await picture("twin");
  const sentAt = (at: number) => new Date(Date.now() - at * 86_400_000);
  await seedImages(product, person, [
    { name: "Twin", bytes, createdAt: sentAt(9) },
    { name: "Twin", bytes, createdAt: sentAt(3) },
  ]);
  await page.goto("/duplicates");
  await press(page.getByRole("button", { name: "Keep only Twin" }).last());
  await expect(question(page).getByRole("heading")).toHaveText("Keep only “Twin”?");
  await expect(question(page)).toContainText(
    new RegExp(`copy stays as it is: “Twin”, added .*3 days ago.* by ${person.name}, without a live link`),
  );
  await expect(question(page)).toContainText(/image goes to the trash/);
  await question(page).getByRole("button", { name: "Move to trash" }).click();
  await expect
    .poll(async () =>
      product.db.image.findMany({
        where: { name: "Twin" },
        orderBy: { createdAt: "asc" },
        select: { trashedAt: true },
      }),
    )
    .toEqual([{ trashedAt: expect.any(Date) }, { trashedAt: null }]);
});

test("a collection is put in order by dragging, by keys and by number, and the library keeps that order", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  const ids = await seedNamed(
    product,
    person,
    ["ash", "birch", "cedar", "dogwood"].map((name) => ({ name })),
  );
  const { id } = await product.db.collection.create({
    data: {
      ...{ name: "Trees", folded: "trees", createdById: person.id },
      members: { create: ids.map((imageId, at) => ({ imageId, place: at + 1 })) },
    },
  });
  await page.goto(`/collections/${id}`);
  const order = main(page).getByRole("list", { name: "Images" }).getByRole("link");
  const grip = (name: string) =>
    main(page).getByRole("button", { name: new RegExp(`^Move ${name}, number`) });
  const said = main(page).getByRole("status").filter({ hasText: "is now number" });
  await alive(grip("ash"));

  await grip("ash").focus();
  await page.keyboard.press("End");
  await expect(order).toHaveText([/birch/, /cedar/, /dogwood/, /ash/]);
  await expect(said).toHaveText("ash is now number 4 of 4.");
  // The keyboard stays with what was moved.
  await expect(grip("ash")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(order).toHaveText([/birch/, /cedar/, /ash/, /dogwood/]);

  await grip("ash").press("Enter");
  await page.getByLabel("Its new number").fill("9");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("Write a number from 1 to 4.");
  await page.getByLabel("Its new number").fill("2");
  await page.keyboard.press("Enter");
  await expect(order).toHaveText([/birch/, /ash/, /cedar/, /dogwood/]);

  const target = main(page).getByRole("listitem").filter({ hasText: "birch" });
  const box = (await target.boundingBox()) ?? { x: 0, y: 0, height: 0, width: 0 };
  const drag = async () => {
    await grip("dogwood").hover();
    await page.mouse.down();
    await page.mouse.move(box.x + 20, box.y + 20, { steps: 4 });
  };
  await drag();
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(order).toHaveText([/birch/, /ash/, /cedar/, /dogwood/]);
  await drag();
  await page.mouse.up();
  await expect(order).toHaveText([/dogwood/, /birch/, /ash/, /cedar/]);

  const cover = (name: string) => main(page).getByRole("button", { name: `Use ${name} as cover` });
  await cover("cedar").focus();
  await page.keyboard.press("Enter");
  await expect(cover("cedar")).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("e");
  await page.getByLabel("Description").fill("By height");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(main(page)).toContainText("By height");
  await expect(cover("cedar")).toHaveAttribute("aria-pressed", "true");

  await press(main(page).getByRole("link", { name: "Select them in the library" }));
  await expect(page).toHaveURL(/sort=collection/);
  await expect(names(page)).toHaveText([/dogwood/, /birch/, /ash/, /cedar/]);
  await expect(page.getByLabel("Order")).toHaveValue("collection");
});

test("who asks for what is being deleted is told of what goes that way in the trash", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  const at = new Date();
  const data = Array.from({ length: 3 }, (_, n) => ({
    ...{ uploadKey: crypto.randomUUID(), state: "ready" as const, requireSignedUrls: true },
    ...{
      name: `going ${n}`,
      fileName: "g.jpg",
      tags: [],
      searchText: ` going ${n}`,
      uploadedById: person.id,
    },
    ...{ trashedAt: at, purgeAt: at },
  }));
  await product.db.image.createMany({ data });
  await product.db.image.updateMany({
    where: { name: { startsWith: "going" } },
    data: { state: "deleting" },
  });
  await page.goto("/images?q=state%3Adeleting");
  await expect(main(page)).toContainText("3 are in the trash and being deleted");
  await press(main(page).getByRole("link", { name: "Look in the trash" }));
  await expect(main(page).getByRole("heading", { name: "Trash", level: 1 })).toBeVisible();
  await expect(main(page)).toContainText("going 2");
  await product.db.image.deleteMany({ where: { name: { startsWith: "going" } } });
});

test("alt text is saved in its list, and corrected there", async ({ page, product, signInAs }) => {
  const person = await signInAs("editor");
  const [imageId] = await seedNamed(product, person, [{ name: "mute swan" }]);
  await page.goto("/alt-text");
  const row = main(page).getByRole("listitem").filter({ hasText: "mute swan" });
  const save = row.getByRole("button", { name: "Save" });
  await alive(save);
  for (const text of ["A swna", "A swan"]) {
    await row.getByRole("textbox").fill(text);
    await save.click();
    await expect(row.getByRole("status")).toHaveText("Saved");
    expect(await product.db.image.findUnique({ where: { id: imageId } })).toMatchObject({ altText: text });
  }
});

test("tags and collections beyond what is listed are found by their names", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  const ids = await seedNamed(product, person, [{ name: "one" }, { name: "two" }]);
  for (const [at, tag] of ["qqharbour", "qqharbuor"].entries())
    await product.db.image.update({ where: { id: ids[at] }, data: { tags: [tag] } });
  await product.db.collection.createMany({
    data: Array.from({ length: 501 }, (_, at) => ({
      ...{ name: `AA many ${at}`, folded: `aa many ${at}`, createdById: person.id },
    })),
  });
  await product.db.collection.create({
    data: { name: "Zz last", folded: "zz last", createdById: person.id },
  });
  await page.goto("/tags");
  const field = main(page).getByRole("searchbox", { name: "Search tags" });
  await alive(field);
  for (const [letters, tag] of [
    ["qqharbo", /qqharbour/],
    ["qqharbu", /qqharbuor/],
  ] as const) {
    await field.fill(letters);
    await expect(main(page).getByRole("list", { name: "Tags" }).getByRole("listitem")).toHaveText([tag]);
    await main(page).getByRole("checkbox").check();
  }
  await expect(main(page)).toContainText("Ticked: qqharbour and qqharbuor");
  await expect(main(page).getByRole("button", { name: "Merge 2 tags" })).toBeVisible();

  await page.goto("/collections");
  await expect(main(page)).toContainText("More than 500 collections");
  const words = main(page).getByRole("searchbox", { name: "Search collections by name" });
  await alive(words);
  await words.fill("last");
  await expect(main(page).getByRole("list", { name: "Collections" }).getByRole("listitem")).toHaveText([
    /Zz last/,
  ]);

  await page.goto("/images?q=by:me");
  await alive(names(page).first());
  await page.keyboard.press("/");
  await page.getByRole("combobox", { name: "Search images" }).fill("collection:zz");
  await expect(page.getByRole("option", { name: /Zz last/ })).toBeVisible();
  await page.goto("/images?q=by:me");
  await alive(names(page).first());
  await names(page).first().focus();
  await page.keyboard.press("x");
  await expect(bar(page)).toContainText("1 selected");
  await page.keyboard.press("c");
  await page.getByRole("searchbox", { name: "Find a collection by name" }).fill("zz");
  await expect(page.getByRole("combobox", { name: "Collection" })).toHaveText("Zz last (0)");
  await page.getByRole("button", { name: "Show what it does" }).click();
  await question(page).getByRole("button", { name: "Add 1 image to “Zz last”" }).click();
  await expect(page.getByText("Add 1 image to “Zz last”: done")).toBeVisible({ timeout: 45_000 });
});

test("the trash is searched, and many in it are restored or deleted for good at once", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  const ids = await seedNamed(
    product,
    person,
    ["larch one", "larch two", "larch three", "rowan"].map((name) => ({ name })),
  );
  const at = new Date();
  await product.db.image.updateMany({
    where: { id: { in: ids } },
    data: { trashedAt: at, purgeAt: new Date(at.getTime() + 86_400_000), trashedById: person.id },
  });
  await page.goto("/trash");
  const field = main(page).getByRole("searchbox", { name: "Search the trash" });
  await alive(field);
  const rows = main(page).getByRole("list", { name: "Images in the trash" }).getByRole("listitem");
  await field.fill("larch by:me");
  await expect(rows).toHaveCount(3);
  const selection = main(page).getByRole("region", { name: "Selection" });
  await main(page).getByRole("checkbox", { name: "Tick larch one" }).check();
  await expect(selection).toContainText("1 ticked");
  await selection.getByRole("button", { name: "Restore these" }).click();
  await question(page).getByRole("button", { name: "Restore 1 image from the trash" }).click();
  await expect(rows).toHaveCount(2, { timeout: 45_000 });

  await selection.getByRole("button", { name: "All 2 images" }).click();
  await main(page).getByRole("checkbox", { name: "Tick larch two" }).uncheck();
  await expect(selection).toContainText("All 2 images but 1");
  await main(page).getByRole("checkbox", { name: "Tick larch two" }).check();
  await selection.getByRole("button", { name: "Delete these for good" }).click();
  await expect(question(page)).toContainText("This cannot be undone");
  const sure = question(page).getByRole("button", { name: "Delete 2 images for good" });
  await question(page).getByRole("textbox").fill("2");
  await sure.click();
  await expect
    .poll(() => product.db.image.findMany({ where: { id: { in: ids } }, select: { name: true } }), {
      timeout: 45_000,
    })
    .toEqual(expect.arrayContaining([{ name: "larch one" }, { name: "rowan" }]));
  await expect
    .poll(() => product.db.image.count({ where: { id: { in: ids } } }), { timeout: 45_000 })
    .toBe(2);
  await product.db.image.deleteMany({ where: { id: { in: ids } } });
});
