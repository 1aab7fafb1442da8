import type { Page } from "@playwright/test";
import sharp from "sharp";
import { asStranger, plainAddress } from "./cloudflare.ts";
import { picture } from "./files.ts";
import { expect, test } from "./fixtures.ts";
import { alive, press } from "./hand.ts";
import type { Product } from "./product.ts";
import { seedImages } from "./seed.ts";

const main = (page: Page) => page.getByRole("main");
const item = (page: Page, id: string) =>
  main(page)
    .getByRole("listitem")
    .filter({ has: page.getByText(id, { exact: true }) });
const form = (page: Page, title = "New variant") => page.getByRole("dialog", { name: title });

const privateNow = (product: Product) =>
  product.db.image.count({ where: { state: "ready", requireSignedUrls: true } });

async function create(page: Page, name: string, { width = "400", height = "300" } = {}) {
  await press(main(page).getByRole("button", { name: /^New variant/ }));
  await form(page).getByLabel("Name").fill(name);
  await form(page).getByLabel("width in pixels").fill(width);
  await form(page).getByLabel("height in pixels").fill(height);
}
async function save(page: Page, button: string, title = "New variant") {
  await form(page, title).getByRole("button", { name: button }).click();
  await expect(form(page, title)).toBeHidden();
}

test("a variant is opened to everybody only after its number is typed, is seen open, and is closed again", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  const seeds = await Promise.all(
    ["quay", "mast", "hull"].map(async (name, at) => ({ name, bytes: (await picture(name, 80 + at)).bytes })),
  );
  const [quay = ""] = await seedImages(product, person, seeds);
  const { cloudflareId } = await product.db.image.findUniqueOrThrow({ where: { id: quay } });
  const plain = (variantId: string) => asStranger(plainAddress(product, cloudflareId ?? "", variantId));
  const count = await privateNow(product);

  await page.goto("/variants");
  await create(page, "postcard");
  await save(page, "Create variant");
  await expect(item(page, "postcard")).toContainText("Signed links only");
  await expect(item(page, "postcard")).toContainText("400 × 300");
  expect((await plain("postcard")).status).toBe(403);

  await press(item(page, "postcard").getByRole("button", { name: "Edit postcard" }));
  const editing = form(page, "Edit postcard");
  await editing.getByRole("switch", { name: /^Always allow public access/ }).check();
  await expect(editing).toContainText(`${count} private images become readable by anyone`);
  await expect(
    editing.getByRole("list", { name: "Some of them" }).getByRole("img", { name: "quay" }),
  ).toBeVisible();
  await expect(editing).toContainText("create a signed link");
  const open = editing.getByRole("button", { name: `Open ${count} images and save` });
  await expect(open).toBeDisabled();
  await editing.getByLabel(`Type ${count} to confirm`).fill(String(count + 1));
  await expect(open).toBeDisabled();
  expect((await plain("postcard")).status).toBe(403);
  await editing.getByLabel(`Type ${count} to confirm`).fill(String(count));
  await open.click();
  await expect(editing).toBeHidden();
  await expect(item(page, "postcard")).toContainText("Always public");

  const seen = await plain("postcard");
  expect(seen.status).toBe(200);
  const { width, height } = await sharp(seen.bytes).metadata();
  expect([width, height]).toEqual([400, 300]);
  expect((await plain("public")).status).toBe(403);

  // Every screen says so, from the same computation.
  await page.goto("/");
  await expect(main(page)).toContainText(
    `All ${count} private images are readable by anyone through postcard`,
  );
  await expect(main(page).getByRole("listitem").filter({ hasText: "postcard opens" })).toContainText(
    `postcard opens ${count} private images to anyone`,
  );
  await page.goto("/images?q=is:exposed by:me quay");
  await expect(main(page).getByRole("article")).toContainText("Exposed");
  await expect(main(page).getByRole("article")).toContainText("through postcard");
  await page.goto("/images?q=is:sealed by:me quay");
  await expect(main(page).getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.goto(`/images/${quay}`);
  await expect(main(page).getByRole("region", { name: "Who can see it now" })).toContainText("postcard");
  await expect(
    main(page)
      .getByRole("region", { name: "Variants" })
      .getByRole("listitem")
      .filter({ hasText: "postcard" }),
  ).toContainText("Always public, for every image");
  // What opens for anybody anyway is no choice for a link.
  await press(
    main(page)
      .getByRole("button", { name: /^Create link/ })
      .first(),
  );
  await expect(page.getByRole("dialog").getByRole("checkbox", { name: /^public/ })).toBeVisible();
  await expect(page.getByRole("dialog").getByRole("checkbox", { name: /^postcard/ })).toHaveCount(0);

  await page.goto("/variants");
  await press(item(page, "postcard").getByRole("button", { name: "Require signed links for postcard" }));
  const closing = page.getByRole("alertdialog", { name: "Require signed links for postcard?" });
  await closing.getByRole("button", { name: "Require signed links" }).click();
  await expect(closing).toBeHidden();
  await expect(item(page, "postcard")).toContainText("Signed links only");
  expect((await plain("postcard")).status).toBe(403);
  await page.goto("/");
  await expect(main(page)).toContainText("all sealed");
  await page.goto("/variants");
  await press(item(page, "postcard").getByRole("button", { name: "Delete postcard" }));
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete variant" }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
  await expect(item(page, "postcard")).toHaveCount(0);
  expect((await plain("postcard")).status).toBe(403);
});

test("what opens is counted when it is saved, not when it was shown", async ({ page, product, signInAs }) => {
  const person = await signInAs("admin");
  const { bytes } = await picture("", 90);
  await seedImages(product, person, [{ name: "before", bytes }]);
  const count = await privateNow(product);
  await page.goto("/variants");
  await create(page, "teaser", { width: "64", height: "64" });
  await form(page).getByRole("switch").check();
  await form(page)
    .getByLabel(/^Type \d+ to confirm/)
    .fill(String(count));
  // One more arrives while the person reads.
  await seedImages(product, person, [{ name: "meanwhile", bytes }]);
  await form(page).getByRole("button", { name: /^Open/ }).click();
  await expect(form(page).getByRole("alert")).toBeVisible();
  await expect(form(page)).toContainText(`${count + 1} private images become readable by anyone`);
  expect(await product.db.variant.count({ where: { alwaysPublic: true } })).toBe(0);
  await form(page)
    .getByLabel(`Type ${count + 1} to confirm`)
    .fill(String(count + 1));
  await save(page, `Open ${count + 1} images and create`);
  await expect(item(page, "teaser")).toContainText("Always public");
  await press(item(page, "teaser").getByRole("button", { name: "Delete teaser" }));
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete variant" }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
  await expect(item(page, "teaser")).toHaveCount(0);
});

test("only valid names and sizes can be saved, and what everything needs cannot be deleted", async ({
  page,
  signInAs,
}) => {
  await signInAs("admin");
  await page.goto("/variants");
  await alive(main(page).getByRole("button", { name: /^New variant/ }));
  await page.keyboard.press("n");
  const send = form(page).getByRole("button", { name: "Create variant" });
  for (const [name, problem] of [
    ["", "Give it a name"],
    ["two words", /letters and digits/i],
    ["öffentlich", /letters and digits/i],
    ["public", "There is a variant of that name already."],
  ] as const) {
    await form(page).getByLabel("Name").fill("x");
    await form(page).getByLabel("Name").fill(name);
    await expect(form(page).getByRole("alert")).toContainText(problem);
    await expect(send).toBeDisabled();
  }
  await form(page).getByLabel("Name").fill("fine");
  for (const width of ["0", "-1", "12001", "1.5", "wide"]) {
    await form(page).getByLabel("width in pixels").fill(width);
    await expect(form(page).getByRole("alert"), width).toBeVisible();
    await expect(send).toBeDisabled();
  }
  await page.keyboard.press("Escape");
  await expect(form(page)).toBeHidden();
  await expect(item(page, "public").getByRole("button", { name: /^public stays/ })).toHaveAttribute(
    "aria-disabled",
  );
  await expect(item(page, "darkroomthumb")).toBeVisible();
  await expect(item(page, "darkroomthumb").getByRole("button")).toHaveCount(0);
});

test("deleting a variant with live links says how many break, and they do", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  const { bytes } = await picture("", 91);
  const [id = ""] = await seedImages(product, person, [{ name: "linked", bytes }]);
  await page.goto("/variants");
  await create(page, "proof");
  await save(page, "Create variant");
  await page.goto(`/images/${id}`);
  await press(
    main(page)
      .getByRole("button", { name: /^Create link/ })
      .first(),
  );
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("For whom").fill("The printer");
  await dialog.getByLabel("What for").fill("Proof");
  await dialog.getByRole("checkbox", { name: /^proof/ }).check();
  await dialog.getByRole("checkbox", { name: /^public/ }).uncheck();
  await dialog.getByRole("button", { name: "Create link" }).click();
  await dialog.getByRole("button", { name: "Show address" }).click();
  const url = await dialog.getByRole("textbox", { name: "Address of the link" }).inputValue();
  expect((await asStranger(url)).status).toBe(200);

  await page.goto("/variants");
  await expect(item(page, "proof")).toContainText("1 live link");
  await press(item(page, "proof").getByRole("button", { name: "Delete proof" }));
  const question = page.getByRole("alertdialog", { name: "Delete the variant proof?" });
  await expect(question).toContainText("1live link breaks");
  await expect(question.getByRole("button", { name: "Delete variant" })).toBeDisabled();
  await question.getByLabel("Type 1 to confirm").fill("1");
  await question.getByRole("button", { name: "Delete variant" }).click();
  await expect(question).toBeHidden();
  await expect(item(page, "proof")).toHaveCount(0);
  expect((await asStranger(url)).status).toBe(403);
  await page.goto("/links?q=status:dead+printer");
  await expect(main(page).getByRole("row").filter({ hasText: "Proof" })).toContainText(
    "Its variant was deleted.",
  );
});
