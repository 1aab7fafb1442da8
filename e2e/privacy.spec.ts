import type { Page } from "@playwright/test";
import { accountOf, asStranger, plainAddress, weatherOf } from "./cloudflare.ts";
import { picture } from "./files.ts";
import { expect, test } from "./fixtures.ts";
import { alive, press } from "./hand.ts";
import type { Person, Product } from "./product.ts";
import { seedImages } from "./seed.ts";

const main = (page: Page) => page.getByRole("main");
const who = (page: Page) => main(page).getByRole("region", { name: "Who can see it now" });
const variants = (page: Page) => main(page).getByRole("region", { name: "Variants" }).getByRole("listitem");

async function seedOne(product: Product, person: Person, name: string) {
  const { bytes } = await picture(name, name.length);
  const [id = ""] = await seedImages(product, person, [{ name, bytes }]);
  const { cloudflareId } = await product.db.image.findUniqueOrThrow({ where: { id } });
  const plain = (variantId = "public") => asStranger(plainAddress(product, cloudflareId ?? "", variantId));
  return { id, name, cloudflareId: cloudflareId ?? "", plain };
}

async function makeLink(page: Page, recipient: string): Promise<string> {
  await press(
    main(page)
      .getByRole("button", { name: /^Create link/ })
      .first(),
  );
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("For whom").fill(recipient);
  await dialog.getByLabel("What for").fill("Review");
  await dialog.getByRole("button", { name: "Create link" }).click();
  await dialog.getByRole("button", { name: "Show address" }).click();
  const url = await dialog.getByRole("textbox", { name: "Address of the link" }).inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.getByRole("button", { name: "Close anyway" }).click();
  return url;
}

test("an image is opened to everybody after a warning and closed again, measured both times", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  const image = await seedOne(product, person, "embargo");
  await page.goto(`/images/${image.id}`);
  await expect(who(page)).toContainText("Sealed");
  await expect(variants(page)).toHaveText([/Link holders/]);
  const url = await makeLink(page, "Press office");

  await press(who(page).getByRole("button", { name: "Make public…" }));
  const opening = page.getByRole("alertdialog", { name: "Make this image public?" });
  await expect(opening).toContainText("1private image becomes readable by anyone");
  await expect(opening).toContainText("1live link no longer protects anything");
  await expect(opening.getByRole("button", { name: "Create a link instead" })).toBeVisible();
  expect((await image.plain()).status).toBe(403);
  await opening.getByRole("button", { name: "Make public" }).click();
  await expect(opening).toBeHidden();
  await expect(who(page)).toContainText("Open");
  await expect(variants(page)).toHaveText([/Anyone/]);
  expect((await image.plain()).status).toBe(200);
  await expect(main(page).getByRole("region", { name: "Links" })).toContainText("No link opens it now.");

  await press(who(page).getByRole("button", { name: "Make private…" }));
  const closing = page.getByRole("alertdialog", { name: "Make this image private?" });
  await expect(closing).toContainText("what was downloaded cannot be recalled");
  await closing.getByRole("button", { name: "Make private" }).click();
  await expect(closing).toBeHidden();
  await expect(who(page)).toContainText("Sealed");
  expect([(await image.plain()).status, (await asStranger(url)).status]).toEqual([403, 200]);
  expect((await accountOf(product).image(image.cloudflareId))?.requireSignedURLs).toBe(true);

  const story = main(page).getByRole("region", { name: "Timeline" }).getByRole("listitem");
  await expect(story.filter({ hasText: "made it public" })).toContainText("answered with the picture");
  await expect(story.filter({ hasText: "made it private" })).toContainText("an unsigned request was refused");
});

test("while nobody knows whether Cloudflare closed it, nobody is told that it is private", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  const image = await seedOne(product, person, "half closed");
  await page.goto(`/images/${image.id}`);
  await press(who(page).getByRole("button", { name: "Make public…" }));
  await page.getByRole("alertdialog").getByRole("button", { name: "Make public" }).click();
  await expect(who(page)).toContainText("Open");

  const weather = weatherOf(product);
  // Every request about this image breaks, after it may have taken effect.
  await weather.strike({ kind: "reset", host: "api", path: image.cloudflareId, times: null });
  await press(who(page).getByRole("button", { name: "Make private…" }));
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Make private" }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await page.reload();
  await expect(who(page)).toContainText("Unknown");
  await expect(who(page)).not.toContainText("Sealed");
  expect((await image.plain()).status).toBe(200);

  await weather.calm();
  await product.db.image.update({ where: { id: image.id }, data: { dueAt: new Date(0) } });
  await product.schedule("settle");
  await page.reload();
  // The truth, whichever it is; here Cloudflare never heard.
  await expect(who(page)).toContainText("Open");
  await expect(who(page)).not.toContainText("Unknown");
});

test("a deleted image is gone at Cloudflare, and its links are dead in the ledger", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  const image = await seedOne(product, person, "withdrawn");
  await page.goto(`/images/${image.id}`);
  const url = await makeLink(page, "Nora");
  expect((await asStranger(url)).status).toBe(200);

  await press(main(page).getByRole("button", { name: "Delete image…" }));
  // What leaves nothing open and can be taken back is chosen already; what leaves something open says so.
  const question = page.getByRole("alertdialog", { name: "Move withdrawn to the trash?" });
  await expect(question).toContainText("1live link stops working");
  await page.getByRole("radio", { name: /Keep it restorable: the links go on/ }).check();
  await expect(question).toContainText("1live link goes on opening the picture");
  await page.getByRole("radio", { name: /End the links: delete/ }).check();
  const dialog = page.getByRole("alertdialog", { name: "Delete withdrawn for good?" });
  await expect(dialog).toContainText("1live link stops working");
  await expect(dialog.getByRole("button", { name: "Delete for good" })).toBeDisabled();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect((await asStranger(url)).status).toBe(200);
  await press(main(page).getByRole("button", { name: "Delete image…" }));
  await page.getByRole("radio", { name: /End the links: delete/ }).check();
  await dialog.getByLabel("Type 1 to confirm").fill("1");
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(page).toHaveURL(/\/images$/);
  await expect(main(page).getByRole("heading", { name: "Library", level: 1 })).toBeVisible();

  expect(await accountOf(product).image(image.cloudflareId)).toBeNull();
  expect([404, 403]).toContain((await asStranger(url)).status);
  expect((await image.plain()).status).toBe(404);
  expect(await product.db.image.count({ where: { id: image.id } })).toBe(0);
  await page.goto("/links?q=status:dead");
  const entry = main(page).getByRole("row").filter({ hasText: "Nora" });
  await expect(entry).toContainText("Its image was deleted.");
  await expect(entry).toContainText("withdrawn (deleted)");
  await page.goto(`/images/${image.id}`);
  await expect(main(page).getByRole("heading", { name: "This image is not here" })).toBeVisible();
});

test("an image goes to the trash with its links ended, and can be restored", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  const image = await seedOne(product, person, "recalled");
  await page.goto(`/images/${image.id}`);
  const url = await makeLink(page, "Nora");
  expect((await asStranger(url)).status).toBe(200);
  await press(main(page).getByRole("button", { name: "Delete image…" }));
  await page.getByRole("alertdialog").getByRole("button", { name: "Move and end links" }).click();
  await expect(page).toHaveURL(/\/images$/);
  expect([404, 403]).toContain((await asStranger(url)).status);
  await page.goto("/trash");
  const row = main(page).getByRole("listitem").filter({ hasText: "recalled" });
  await expect(row).not.toContainText("still opens");
  await press(main(page).getByRole("button", { name: /^Restore/ }));
  await expect(row).toHaveCount(0);
  expect([404, 403]).toContain((await asStranger(url)).status);
  expect(await product.db.image.count({ where: { id: image.id, trashedAt: null } })).toBe(1);
});

test("a deletion that Cloudflare refuses stays visible until it is done", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  const image = await seedOne(product, person, "sticky");
  await page.goto(`/images/${image.id}`);
  const weather = weatherOf(product);
  const fault = {
    kind: "error",
    status: 500,
    host: "api",
    method: "DELETE",
    path: image.cloudflareId,
  } as const;
  await weather.strike({ ...fault, times: null });
  await press(main(page).getByRole("button", { name: "Delete image…" }));
  await page.getByRole("alertdialog").getByRole("button", { name: "Move to trash" }).click();
  await expect(page).toHaveURL(/\/images$/);
  await page.goto("/trash");
  await press(main(page).getByRole("button", { name: "Delete for good: sticky" }));
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("sticky is not deleted yet")).toBeVisible();
  const row = main(page).getByRole("listitem").filter({ hasText: "sticky" });
  await expect(row).toContainText("Deleting");

  await weather.calm();
  await product.db.image.update({ where: { id: image.id }, data: { dueAt: new Date(0) } });
  await product.schedule("settle");
  await page.reload();
  await expect(row).toHaveCount(0);
  expect(await accountOf(product).image(image.cloudflareId)).toBeNull();
});

test("the original is handed to those who may, byte for byte, and to nobody else", async ({
  page,
  pageOf,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  const { bytes } = await picture("", 9);
  const [id] = await seedImages(product, person, [{ name: "the original", bytes }]);
  await page.goto(`/images/${id}`);
  const download = page.waitForEvent("download");
  await main(page).getByRole("link", { name: "Download original" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("the original.jpg");
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).equals(bytes)).toBe(true);

  const { page: viewer } = await pageOf("viewer");
  expect((await viewer.request.get(`/api/images/${id}/original`)).status()).toBe(403);
  expect((await asStranger(`${product.url}/api/images/${id}/original`)).bytes.length).toBeLessThan(1000);
});

test("an editor and a viewer are shown no more than they may do", async ({ pageOf, product }) => {
  const owner = await product.person("owner");
  const image = await seedOne(product, owner, "somebody else's");
  const buttons = {
    editor: { link: 1, original: 1, privacy: 0, remove: 0, edit: 1 },
    viewer: { link: 0, original: 0, privacy: 0, remove: 0, edit: 0 },
  };
  for (const role of ["editor", "viewer"] as const) {
    const { page } = await pageOf(role);
    await page.goto(`/images/${image.id}`);
    await expect(who(page)).toContainText("Sealed");
    const button = (name: RegExp) => main(page).getByRole("button", { name }).count();
    expect(
      {
        link: Math.min(1, await button(/^Create link/)),
        original: await main(page).getByRole("link", { name: "Download original" }).count(),
        privacy: await button(/^Make p/),
        remove: await button(/^Delete/),
        edit: await button(/^Edit/),
      },
      role,
    ).toEqual(buttons[role]);
    await page.keyboard.press("l");
    await expect(page.getByRole("dialog")).toHaveCount(role === "editor" ? 1 : 0);
    await page.goto("/images");
    await expect(main(page).getByRole("article").first()).toBeVisible();
    if (role === "viewer") await expect(main(page).getByRole("checkbox")).toHaveCount(0);
    else {
      await alive(main(page).getByRole("checkbox"));
      await main(page).getByRole("checkbox").first().check();
      const bar = page.getByRole("region", { name: "Selection" });
      await expect(bar.getByRole("button", { name: "Tag" })).toBeVisible();
      await expect(bar.getByRole("button", { name: /^(Delete|Make private)/ })).toHaveCount(0);
    }
    await page.goto("/variants");
    await expect(main(page).getByRole("listitem").first()).toContainText("public");
    await expect(main(page).getByRole("button")).toHaveCount(0);
    for (const path of ["/people", "/activity", "/keys"]) {
      await page.goto(path);
      await expect(main(page).getByRole("heading")).toHaveText("There is nothing here for you");
    }
  }
});

test("two people edit the details of one image: the second is told and loses nothing", async ({
  page,
  pageOf,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  const image = await seedOne(product, person, "untitled");
  const { page: other } = await pageOf("editor");
  for (const one of [page, other]) {
    await one.goto(`/images/${image.id}`);
    await press(main(one).getByRole("button", { name: /^Edit/ }));
  }
  await main(page).getByLabel("Name").fill("Harbour, morning");
  await main(page).getByLabel("Tags").fill("harbour, Press, harbour");
  await main(page).getByRole("button", { name: "Save" }).click();
  await expect(main(page).getByRole("heading", { level: 1 })).toHaveText("Harbour, morning");
  await expect(main(page).getByRole("link", { name: "press", exact: true })).toBeVisible();

  await main(other).getByLabel("Alt text").fill("Three boats in the fog");
  await main(other).getByRole("button", { name: "Save" }).click();
  await expect(main(other).getByRole("alert")).toContainText(
    "Somebody saved changes while you were editing.",
  );
  await expect(main(other).getByRole("alert")).toContainText("Now stored: Harbour, morning");
  await expect(main(other).getByLabel("Alt text")).toHaveValue("Three boats in the fog");
  await main(other).getByLabel("Name").fill("Harbour, fog");
  await main(other).getByRole("button", { name: "Save mine over it" }).click();
  await expect(main(other).getByRole("heading", { level: 1 })).toHaveText("Harbour, fog");
  await page.goto("/images?q=fog");
  await expect(main(page).getByRole("img", { name: "Three boats in the fog" })).toBeVisible();
});
