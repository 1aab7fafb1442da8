import { createHash } from "node:crypto";
import type { Page, TestInfo } from "@playwright/test";
import sharp from "sharp";
import { accountOf, asStranger, plainAddress, weatherOf } from "./cloudflare.ts";
import { animation, fortyPictures, layOut, type Made, picture, strangers } from "./files.ts";
import { expect, test } from "./fixtures.ts";
import { alive, dropFiles, press } from "./hand.ts";
import type { Product } from "./product.ts";
import { seedImages } from "./seed.ts";

const sheet = (page: Page) => page.getByRole("dialog", { name: "Upload" });
const uploadButton = (page: Page) => page.getByRole("complementary").getByRole("button", { name: "Upload" });
const row = (page: Page, name: string) => sheet(page).getByRole("listitem", { name, exact: true });
const summary = (page: Page) => sheet(page).getByRole("paragraph").first();
const cancelOf = (page: Page, name: string) =>
  row(page, name).getByRole("button", { name: `Cancel ${name}` });

/** The library, with its drop area listening, as somebody who may upload. */
async function openLibrary(page: Page) {
  await page.goto("/images");
  await alive(uploadButton(page));
}

async function drop(page: Page, info: TestInfo, files: Made[]) {
  await dropFiles(page, layOut(info.outputPath("desktop"), files));
  await expect(sheet(page)).toBeVisible();
}

const stored = (product: Product, name: string) => product.db.image.findFirst({ where: { fileName: name } });

/** The row as it stands, which must be there. */
async function storedNow(product: Product, name: string) {
  const image = await stored(product, name);
  if (!image?.cloudflareId) throw new Error(`${name} has no row with an id at Cloudflare.`);
  return { ...image, cloudflareId: image.cloudflareId };
}

test("forty pictures of every kind are dropped at once and end sealed; three strangers are told why not", async ({
  page,
  product,
  signInAs,
}, info) => {
  const person = await signInAs("editor");
  const pictures = await fortyPictures();
  await openLibrary(page);
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && !request.headers()["next-action"]) posts.push(request.url());
  });
  await drop(page, info, [...pictures, ...(await strangers())]);

  await expect(summary(page)).toHaveText("40 of 43 sealed, 3 refused", { timeout: 60_000 });
  await expect(row(page, "too big.jpg")).toContainText(
    "Refused11 MBIt has 11 MB; Cloudflare takes at most 10 MB. Export it smaller, or as JPEG or WebP.",
  );
  await expect(row(page, "notes.txt")).toContainText(
    "This is not a picture. Choose a JPEG, PNG, WebP or GIF.",
  );
  await expect(row(page, "IMG_0042.HEIC")).toContainText("This is a HEIC photo. Export it as JPEG.");
  await expect(row(page, "where I was.jpg")).toContainText("Holds a location: the original keeps it");
  for (const { name } of pictures)
    await expect(row(page, name).getByText("Sealed", { exact: true })).toBeVisible();

  // Every byte went to Cloudflare's host, in one POST each, and none to ours.
  expect(posts.filter((url) => url.startsWith(product.url))).toEqual([]);
  expect(posts).toHaveLength(40);

  const rows = await product.db.image.findMany({ where: { uploadedById: person.id } });
  expect(rows).toHaveLength(40);
  for (const { name, bytes } of pictures) {
    const image = rows.find(({ fileName }) => fileName === name);
    const { width, height, autoOrient, pageHeight } = await sharp(bytes).metadata();
    expect({ ...image }, name).toMatchObject({
      state: "ready",
      requireSignedUrls: true,
      probe: "refused",
      sha256: new Uint8Array(createHash("sha256").update(bytes).digest()),
      bytes: bytes.length,
      width: autoOrient?.width ?? width,
      height: autoOrient?.height ?? pageHeight ?? height,
      hasLocation: name === "where I was.jpg",
    });
    const plain = await asStranger(plainAddress(product, image?.cloudflareId ?? "", "public"));
    expect([plain.status, name]).toEqual([403, name]);
    expect((await accountOf(product).image(image?.cloudflareId ?? ""))?.requireSignedURLs).toBe(true);
  }
});

test("the same files again are the same files, and a folder is taken with what is in it", async ({
  page,
  signInAs,
}, info) => {
  await signInAs("editor");
  await openLibrary(page);
  const folder = info.outputPath("desktop/Launch");
  layOut(folder, [await picture("a.jpg", 60), { name: ".DS_Store", bytes: Buffer.from("x") }]);
  layOut(`${folder}/Details`, [await picture("b.jpg", 61)]);
  await dropFiles(page, [folder]);
  await expect(summary(page)).toHaveText("2 sealed");
  await expect(row(page, "b.jpg")).toContainText("Launch/Details");
  await expect(sheet(page).getByText("Skipped 1 system file.")).toBeVisible();

  await dropFiles(page, [folder]);
  await expect(sheet(page).getByText("Skipped 2 files already in the list and 1 system file.")).toBeVisible();
  await expect(summary(page)).toHaveText("2 sealed");
});

test("a file that is in the library already is offered before a byte is sent", async ({
  page,
  product,
  signInAs,
}, info) => {
  const person = await signInAs("editor");
  const { bytes } = await picture("", 230);
  const [first = ""] = await seedImages(product, person, [{ name: "first take", bytes }]);
  await openLibrary(page);
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && !request.headers()["next-action"]) posts.push(request.url());
  });
  await drop(page, info, [
    { name: "again.jpg", bytes },
    { name: "insisted.jpg", bytes: Buffer.from(bytes) },
    await picture("fresh.jpg", 231),
  ]);
  await expect(row(page, "fresh.jpg").getByText("Sealed", { exact: true })).toBeVisible();
  await expect(row(page, "again.jpg")).toContainText("The same file is in the library: first take");
  await expect(row(page, "again.jpg").getByRole("link", { name: "first take" })).toHaveAttribute(
    "href",
    `/images/${first}`,
  );
  await expect(summary(page)).toHaveText("1 of 3 sealed, 2 already here");
  expect(posts).toHaveLength(1);
  expect(await stored(product, "again.jpg")).toBeNull();

  // By keyboard; the focus stays on the row.
  await row(page, "again.jpg").getByRole("button", { name: "Use the existing one for again.jpg" }).focus();
  await page.keyboard.press("Enter");
  await expect(row(page, "again.jpg")).toBeFocused();
  await expect(row(page, "again.jpg")).toContainText("Nothing was sent. In the library: first take");
  await expect(row(page, "again.jpg").getByRole("button")).toHaveCount(0);
  await press(row(page, "insisted.jpg").getByRole("button", { name: "Upload anyway insisted.jpg" }));
  await expect(row(page, "insisted.jpg")).toContainText("stored already as first take");
  await expect(summary(page)).toHaveText("2 of 3 sealed, 1 already here");
  expect(posts).toHaveLength(2);
  await press(sheet(page).getByRole("button", { name: "Clear finished" }));
  await expect(sheet(page).getByRole("listitem")).toHaveCount(0);
  expect(await stored(product, "again.jpg")).toBeNull();
});

test("a public upload is warned of, asked about, open to a stranger, and private again with the next sheet", async ({
  page,
  product,
  signInAs,
}, info) => {
  await signInAs("admin");
  await openLibrary(page);
  await press(uploadButton(page));
  await sheet(page)
    .getByRole("radio", { name: /^Public/ })
    .check();
  await expect(sheet(page).getByRole("alert")).toContainText("readable by anyone with their address");

  const chooser = page.waitForEvent("filechooser");
  await sheet(page).getByRole("button", { name: "Choose files" }).click();
  const [poster, other] = layOut(info.outputPath("desktop"), [
    await picture("poster.jpg", 62),
    await picture("not the poster.jpg", 63),
  ]);
  await (await chooser).setFiles(poster ?? "");
  const question = page.getByRole("alertdialog", { name: "Upload 1 file as public?" });
  await expect(question).toContainText("Anyone with the address will see it in every size");
  expect(await stored(product, "poster.jpg")).toBeNull();
  await question.getByRole("button", { name: "Upload 1 file as public" }).click();

  await expect(row(page, "poster.jpg").getByText("Open", { exact: true })).toBeVisible();
  await expect(summary(page)).toHaveText("1 open");
  const image = await storedNow(product, "poster.jpg");
  const plain = await asStranger(plainAddress(product, image.cloudflareId, "public"));
  expect([plain.status, plain.type.split("/")[0]]).toEqual([200, "image"]);

  await sheet(page).getByRole("button", { name: "Close", exact: true }).first().click();
  await dropFiles(page, [other ?? ""]);
  await expect(row(page, "not the poster.jpg").getByText("Sealed", { exact: true })).toBeVisible();
});

test("an editor is not offered public", async ({ page, signInAs }) => {
  await signInAs("editor");
  await openLibrary(page);
  await press(uploadButton(page));
  await expect(sheet(page)).toContainText("Only admins and owners make images public.");
  await expect(sheet(page).getByRole("radio")).toHaveCount(0);
});

test("a viewer who drops a file is told, and nothing is sent", async ({ page, product, signInAs }, info) => {
  await signInAs("viewer");
  await page.goto("/images");
  await alive(page.getByRole("combobox", { name: "Search images" }));
  await dropFiles(page, layOut(info.outputPath("desktop"), [await picture("from a viewer.jpg")]));
  await expect(sheet(page)).toHaveCount(0);
  expect(await stored(product, "from a viewer.jpg")).toBeNull();
  await expect(page.getByRole("button", { name: /^Upload/ })).toHaveCount(0);
});

test("a cancelled upload leaves nothing behind", async ({ page, product, signInAs }, info) => {
  await signInAs("editor");
  await openLibrary(page);
  const weather = weatherOf(product);
  await weather.strike({ kind: "slow", host: "upload", milliseconds: 60_000 });
  await drop(page, info, [await picture("second thoughts.jpg", 64)]);
  await expect(row(page, "second thoughts.jpg")).toContainText("Uploading");
  const { cloudflareId } = await storedNow(product, "second thoughts.jpg");
  await cancelOf(page, "second thoughts.jpg").click();
  await expect(row(page, "second thoughts.jpg")).toContainText("Cancelled");
  await expect.poll(() => stored(product, "second thoughts.jpg")).toBeNull();
  await expect.poll(() => accountOf(product).image(cloudflareId)).toBeNull();
  await weather.calm();
});

test("an answer that is lost is not believed: Cloudflare is asked, and the file is there once", async ({
  page,
  product,
  signInAs,
}, info) => {
  await signInAs("editor");
  await openLibrary(page);
  const weather = weatherOf(product);
  const before = (await accountOf(product).images()).length;
  await weather.strike({ kind: "lost", host: "upload" });
  await drop(page, info, [await picture("lost answer.jpg", 65)]);
  await expect(row(page, "lost answer.jpg").getByText("Sealed", { exact: true })).toBeVisible();
  expect(await weather.struck()).toEqual([1]);
  await weather.calm();
  expect((await accountOf(product).images()).length).toBe(before + 1);
  expect(await product.db.image.count({ where: { fileName: "lost answer.jpg" } })).toBe(1);
});

test("a connection that breaks is tried again with a fresh address", async ({
  page,
  product,
  signInAs,
}, info) => {
  await signInAs("editor");
  await openLibrary(page);
  const addresses: string[] = [];
  await page.route(`${product.cloudflare.url}/**`, (route) => {
    if (route.request().method() !== "POST") return route.continue();
    return addresses.push(route.request().url()) === 1 ? route.abort("connectionreset") : route.continue();
  });
  await drop(page, info, [await picture("shaky.jpg", 66)]);
  await expect(row(page, "shaky.jpg").getByText("Sealed", { exact: true })).toBeVisible();
  expect(new Set(addresses).size).toBe(2);
  expect(await product.db.image.count({ where: { fileName: "shaky.jpg" } })).toBe(1);
});

test("a file that Cloudflare cannot decode is refused for good, with what to do", async ({
  page,
  product,
  signInAs,
}, info) => {
  await signInAs("editor");
  await openLibrary(page);
  const bytes = await animation();
  // The browser sees a first frame; only a decoder that reads all of them finds that the last is cut off.
  await drop(page, info, [{ name: "cut off.gif", bytes: bytes.subarray(0, bytes.length - 1000) }]);
  await expect(row(page, "cut off.gif")).toContainText(
    "Cloudflare could not decode it. Export it again, then choose it here.",
  );
  await expect(row(page, "cut off.gif")).toContainText("Refused");
  await expect.poll(() => stored(product, "cut off.gif")).toBeNull();
});

test("the tab is closed right after the bytes left: the schedule makes it ready", async ({
  page,
  product,
  signInAs,
}, info) => {
  await signInAs("editor");
  await openLibrary(page);
  const sent = page.waitForResponse(
    (answer) => answer.url().startsWith(product.cloudflare.url) && answer.request().method() === "POST",
  );
  // Our server gives the address away and never hears from this tab again.
  await page.route(`${product.url}/**`, (route) =>
    /"imageIds"|"limit"/.test(route.request().postData() ?? "") ? route.abort() : route.continue(),
  );
  await drop(page, info, [await picture("closed tab.jpg", 68)]);
  expect((await sent).status()).toBe(200);
  await page.close();

  const image = await storedNow(product, "closed tab.jpg");
  // It is looked at again when it is due; the test does not wait for that hour. A last word of the tab may
  // still be on its way: then that request measures it, and the schedule leaves it alone.
  await product.db.image.updateMany({
    where: { id: image.id, state: "pending" },
    data: { dueAt: new Date(0) },
  });
  await product.schedule("settle");
  await expect
    .poll(() => stored(product, "closed tab.jpg"))
    .toMatchObject({ state: "ready", probe: "refused" });
});

test("an upload that never arrived is found after a reload and takes its file again", async ({
  page,
  product,
  signInAs,
}, info) => {
  await signInAs("editor");
  await openLibrary(page);
  const files = [await picture("half way.jpg", 69)];
  // The bytes stay on the way until the page is gone.
  await page.route(`${product.cloudflare.url}/**`, () => undefined, { times: 1 });
  await drop(page, info, files);
  await expect(row(page, "half way.jpg")).toContainText("Uploading");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.goto("about:blank");

  await openLibrary(page);
  await press(page.getByRole("button", { name: /^Uploads: / }));
  const left = sheet(page).getByRole("list", { name: "Unfinished from before" });
  await expect(left.getByRole("listitem", { name: "half way.jpg" })).toContainText(
    "Its bytes never arrived.",
  );
  await dropFiles(page, layOut(info.outputPath("desktop"), files));
  await expect(row(page, "half way.jpg").getByText("Sealed", { exact: true })).toBeVisible();
  expect(await product.db.image.count({ where: { fileName: "half way.jpg" } })).toBe(1);
});

test("offline the queue waits and says so; online it goes on by itself", async ({
  context,
  page,
  product,
  signInAs,
}, info) => {
  const person = await signInAs("editor");
  // By a name that is not this machine's own: without a network such a Darkroom is out of reach.
  const url = product.url.replace("127.0.0.1", "darkroom.localhost");
  await context.addCookies([{ ...(await product.sessionCookie(person)), url }]);
  await page.goto(`${url}/images`);
  await press(uploadButton(page));
  await expect(sheet(page)).toBeVisible();
  await context.setOffline(true);
  await expect(sheet(page).getByRole("status")).toContainText("You are offline. Nothing is lost");
  await drop(page, info, [await picture("on the train.jpg", 70)]);
  await expect(row(page, "on the train.jpg")).toContainText("Waiting for its turn");
  await context.setOffline(false);
  await expect(row(page, "on the train.jpg").getByText("Sealed", { exact: true })).toBeVisible();
});

test("a power cut in the middle of six uploads loses none of them", async ({
  page,
  product,
  signInAs,
}, info) => {
  const person = await signInAs("editor");
  await openLibrary(page);
  await weatherOf(product).strike({ kind: "slow", host: "upload", milliseconds: 60_000, times: 4 });
  const files = await Promise.all([0, 1, 2, 3, 4, 5].map((at) => picture(`power ${at}.jpg`, 71 + at)));
  await drop(page, info, files);
  await expect(sheet(page).getByText("Uploading, 100%")).toHaveCount(4);

  const { restart } = await product.powerCut();
  await expect(sheet(page)).toContainText(/The answer was lost|cannot be reached/);
  await restart();
  await expect(summary(page)).toHaveText("6 sealed");
  const rows = await product.db.image.findMany({
    where: { uploadedById: person.id },
    select: { sha256: true },
  });
  const hashes = files.map(({ bytes }) => createHash("sha256").update(bytes).digest("hex"));
  expect(rows.map(({ sha256 }) => Buffer.from(sha256 ?? []).toString("hex")).sort()).toEqual(hashes.sort());
  // What was on the way twice is at Cloudflare once.
  const known = await product.db.image.findMany({ select: { cloudflareId: true } });
  const held = await accountOf(product).images();
  expect(held.filter(({ id }) => !known.some(({ cloudflareId }) => cloudflareId === id))).toEqual([]);
});
