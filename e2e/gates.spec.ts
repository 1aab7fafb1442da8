import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import { asStranger } from "./cloudflare.ts";
import { picture } from "./files.ts";
import { expect, test } from "./fixtures.ts";
import { alive, press } from "./hand.ts";
import type { Person, Product } from "./product.ts";
import { seedImages } from "./seed.ts";

const main = (page: Page) => page.getByRole("main");
const asking = (page: Page) => page.getByRole("dialog", { name: "Create link" });
const ready = (page: Page) => page.getByRole("dialog", { name: /^The links? (is|are) ready$/ });

async function seedSet(product: Product, person: Person, name: string, count: number) {
  const images = [];
  for (let at = 0; at < count; at++) {
    const { bytes } = await picture(`${name} ${at}`, name.length + at);
    images.push({ name: `${name} ${at}`, bytes });
  }
  return seedImages(product, person, images);
}

/** Selects what the library shows and opens the dialog with its key. */
async function shareAll(page: Page, query: string) {
  await page.goto(`/images?q=${query}`);
  await alive(main(page).getByRole("checkbox"));
  const boxes = await main(page).getByRole("checkbox").all();
  for (const box of boxes) await box.check();
  // Its letters are heard once the bar stands.
  await expect(page.getByRole("region", { name: "Selection" })).toContainText(`${boxes.length} selected`);
  await page.keyboard.press("l");
  await expect(asking(page).getByLabel("For whom")).toBeFocused();
}

async function addressOf(page: Page): Promise<string> {
  await ready(page).getByRole("button", { name: "Show address" }).first().click();
  return ready(page).getByRole("textbox", { name: "Address of the link" }).first().inputValue();
}

async function finish(page: Page) {
  await ready(page).getByRole("button", { name: "Done" }).click();
  await ready(page).getByRole("button", { name: "Close anyway" }).click();
}

/** One page for a name under conditions; answers its address. */
async function makePage(
  page: Page,
  query: string,
  conditions?: (dialog: ReturnType<typeof asking>) => Promise<void>,
) {
  await shareAll(page, query);
  await asking(page).getByLabel("For whom").fill("Clara of the Post");
  await asking(page).getByLabel("What for").fill("Press preview");
  await asking(page).getByRole("radio", { name: "Journalist, 48 hours" }).check();
  if (!(await asking(page).getByRole("radio", { name: "Page" }).isChecked()))
    await asking(page).getByRole("radio", { name: "Page" }).check();
  if (conditions) {
    await asking(page).getByText("Conditions and words for the reader").click();
    await conditions(asking(page));
  }
  await asking(page).getByRole("button", { name: "Create link" }).click();
  const address = await addressOf(page);
  await finish(page);
  return address;
}

const seen = (page: Page) =>
  expect.poll(() =>
    page.evaluate(() => [...document.images].filter((img) => img.alt && img.naturalWidth > 0).length),
  );

test("six pictures for a journalist in under twenty seconds, opened on a phone without an account", async ({
  browser,
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  await seedSet(product, person, "harvest", 6);
  const began = Date.now();
  const address = await makePage(page, "harvest");
  expect(Date.now() - began).toBeLessThan(20_000);
  expect(address).toMatch(new RegExp(`^${product.url}/s/[\\w-]{22}$`));

  const phone = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  const reader = await phone.newPage();
  const answer = await reader.goto(address);
  expect(answer?.status()).toBe(200);
  expect(answer?.headers()["cache-control"]).toContain("no-store");
  expect(answer?.headers()["referrer-policy"]).toBe("no-referrer");
  expect(answer?.headers()["x-robots-tag"]).toContain("noindex");
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText("Press preview");
  await expect(reader.getByText("Clara of the Post")).toBeVisible();
  await expect(reader.getByRole("timer")).toContainText("47 hours left");
  for (const print of await reader.getByRole("figure").all()) await print.scrollIntoViewIfNeeded();
  await seen(reader).toBe(6);
  await expect(reader.getByRole("link", { name: /^Save/ })).toHaveCount(0);
  const html = await reader.content();
  expect(html).not.toMatch(/sig=|exp=|imagedelivery/);
  await phone.close();

  // Counted once for the page, and told to the issuer.
  await page.goto("/links?q=mode:gated");
  await press(main(page).getByRole("link", { name: "Clara of the Post" }).filter({ visible: true }).first());
  await expect(main(page).getByText("1 time", { exact: false }).first()).toBeVisible();
  expect(product.output.join("\n")).not.toContain(address.slice(-22));
});

test("a revoked page is refused from the next request on, and tells its holder so", async ({
  page,
  product,
  signInAs,
  visit,
}) => {
  const person = await signInAs("editor");
  await seedSet(product, person, "quarry", 2);
  const address = await makePage(page, "quarry");
  const reader = await visit();
  await reader.goto(address);
  await seen(reader).toBe(2);
  expect((await fetch(`${address}/1`, { redirect: "manual" })).status).toBe(302);

  await page.goto("/links?q=quarry");
  await press(main(page).getByRole("link", { name: "Clara of the Post" }).filter({ visible: true }).first());
  await expect(main(page).getByRole("heading", { level: 1 })).toHaveText("Clara of the Post");
  await press(main(page).getByRole("button", { name: "Revoke" }));
  await page.getByRole("dialog").getByLabel("Why").fill("sent to the wrong desk");
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(main(page).getByText("Revoked: sent to the wrong desk").first()).toBeVisible();

  expect((await fetch(`${address}/1`, { redirect: "manual" })).status).toBe(404);
  await reader.reload();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText("This link was taken back");
  await expect(reader.getByText("sent to the wrong desk")).toHaveCount(0);
});

test("a password, terms and one opening: let in once, then never again", async ({
  page,
  product,
  signInAs,
  visit,
}) => {
  const person = await signInAs("editor");
  await seedSet(product, person, "vault", 2);
  const address = await makePage(page, "vault", async (dialog) => {
    await dialog.getByLabel("Openings at most").fill("1");
    await dialog.getByLabel("Password").fill("a quiet lamp");
    await dialog.getByLabel("Terms to accept first").fill("Once, with credit.");
    await dialog.getByLabel("Credit or embargo").fill("Photo: Ines");
    await dialog.getByLabel("The reader may save the pictures").check();
  });
  const reader = await visit();
  await reader.goto(address);
  await expect(reader.getByText(/Clara of the Post|Once, with credit|2 pictures/)).toHaveCount(0);
  await reader.getByLabel("Password", { exact: true }).fill("wrong one");
  const goOn = reader.getByRole("button", { name: "Go on" });
  await press(goOn);
  await expect(reader.getByText("That is not the password of this link.")).toBeVisible();
  await reader.getByLabel("Password", { exact: true }).fill("a quiet lamp");
  await goOn.click();
  const open = reader.getByRole("button", { name: "See the 2 pictures" });
  await press(open);
  await expect(reader.getByText("Accept the terms to see the pictures.")).toBeVisible();
  await expect(reader.getByText("Photo: Ines")).toHaveCount(0);
  await reader.getByLabel("I accept these terms").check();
  await open.click();
  await seen(reader).toBe(2);
  await expect(reader.getByText("Photo: Ines")).toBeVisible();
  const saving = reader.waitForEvent("download");
  const save = reader.getByRole("link", { name: /^Save/ }).first();
  const name = /vault \d/.exec((await save.textContent()) ?? "")?.[0];
  expect(name).toBeTruthy();
  await save.click();
  expect((await saving).suggestedFilename()).toMatch(new RegExp(`^${name}\\.(jpg|png)$`));

  const second = await visit();
  await second.goto(address);
  await expect(second.getByRole("heading", { level: 1 })).toHaveText("Opened as often as it may be");
  await press(second.getByRole("button", { name: "Ask for more time" }));
  await second.getByLabel(/^A word to/).fill("The layout changed.");
  await second.getByLabel("Password of the link").fill("a quiet lamp");
  await second.getByRole("button", { name: "Ask for more time" }).click();
  await expect(second.getByRole("status")).toContainText("has been asked");

  await page.goto("/links?q=is:asking");
  await press(main(page).getByRole("link", { name: "Clara of the Post" }).filter({ visible: true }).first());
  await expect(main(page)).toContainText("The layout changed.");
});

test("a question to the ledger is kept as a view, and everybody finds it", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  await seedSet(product, person, "kestrel", 2);
  await makePage(page, "kestrel");
  await page.goto(`/links?q=kestrel+mode:gated+by:${person.id}&sort=ends`);
  await press(main(page).getByRole("button", { name: "Views" }));
  const dialog = page.getByRole("dialog", { name: "Saved views" });
  await expect(dialog.getByText("Pages, issued by one of us, “kestrel”, what ends next first")).toBeVisible();
  const title = `Kept ${crypto.randomUUID().slice(0, 6)}`;
  await dialog.getByLabel("Name").fill(title);
  await dialog.getByRole("checkbox", { name: "Everybody finds it" }).check();
  await dialog.getByRole("button", { name: "Save view" }).click();
  const row = dialog.getByRole("listitem").filter({ hasText: title });
  await expect(row).toContainText(/1$/);
  await signInAs("viewer");
  await page.goto("/images");
  await press(main(page).getByRole("button", { name: "Views" }));
  await expect(dialog.getByText("Save what the library shows now")).toBeVisible();
  await expect(row).toHaveCount(0);
  await page.goto("/links");
  await press(main(page).getByRole("button", { name: "Views" }));
  await row.getByRole("link").click();
  await expect(page).toHaveURL(/\/links\?q=kestrel\+mode%3Agated\+by%3A.*&sort=ends/);
  await expect(main(page).getByRole("row").filter({ hasText: "Clara of the Post" })).toHaveCount(1);
});

test("links are issued again in one go: what it does is said first, the old pages end", async ({
  page,
  product,
  signInAs,
  visit,
}) => {
  const person = await signInAs("editor");
  await seedSet(product, person, "orchard", 2);
  const old = await makePage(page, "orchard");
  const gone = await makePage(page, "orchard");
  const [newest] = await product.db.link.findMany({ orderBy: { createdAt: "desc" }, take: 1 });
  await product.db.linkItem.updateMany({ where: { linkId: newest?.id ?? "" }, data: { imageId: null } });
  await page.goto("/links?q=orchard");
  const boxes = main(page).getByRole("checkbox").filter({ visible: true });
  await alive(boxes);
  await expect(page.getByRole("region", { name: "Selection" })).toHaveCount(0);
  await boxes.first().check();
  const bar = page.getByRole("region", { name: "Selection" });
  await press(bar.getByRole("button", { name: "All that match" }));
  await expect(bar.getByRole("status")).toHaveText("All links that match");
  await bar.getByRole("button", { name: "Issue again" }).click();
  const dialog = page.getByRole("dialog");
  const counts = dialog.getByRole("list", { name: "What it does" });
  await expect(counts).toContainText("new link to 2 pictures");
  await expect(dialog).toContainText("None of its 2 pictures can be shared: 2 deleted.");
  await dialog.getByLabel("The new ones end").selectOption({ label: "One week" });
  await dialog.getByLabel("The old ones").selectOption({ label: "Pages are revoked now" });
  await expect(counts).toContainText("old page is revoked at once");
  await dialog.getByRole("button", { name: "Issue 1 link" }).click();
  await expect(dialog.getByRole("heading", { level: 2 })).toHaveText("1 link issued again");
  await dialog.getByRole("button", { name: "Show address" }).click();
  const fresh = await dialog.getByRole("textbox", { name: "Address of the link" }).inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.getByRole("button", { name: "Close anyway" }).click();
  const reader = await visit();
  await reader.goto(fresh);
  await seen(reader).toBe(2);
  for (const address of [old, gone]) {
    await reader.goto(address);
    await expect(reader.getByRole("figure")).toHaveCount(0);
  }
});

test("an address that opens nothing is answered alike, whatever it is", async ({ product }) => {
  const texts = new Set<string>();
  for (const path of [
    "AAAAAAAAAAAAAAAAAAAAAA",
    "BBBBBBBBBBBBBBBBBBBBBB",
    "x",
    "%00",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  ]) {
    const page = await fetch(`${product.url}/s/${path}`);
    expect(page.status, path).toBe(404);
    const one = await asStranger(`${product.url}/s/${path}/1`);
    expect(one.status).toBe(404);
    texts.add(one.bytes.toString());
  }
  expect(texts.size).toBe(1);
});

test("nothing but pictures that are shown gives a browser a name", async ({ page, product, signInAs }) => {
  const person = await signInAs("editor");
  await seedSet(product, person, "nameless", 1);
  const open = await makePage(page, "nameless");
  const ended = await makePage(page, "nameless");
  const guarded = await makePage(page, "nameless", (dialog) =>
    dialog.getByLabel("Password").fill("a quiet lamp"),
  );
  const newest = await product.db.link.findMany({ orderBy: { createdAt: "desc" }, take: 2 });
  await product.db.link.update({ where: { id: newest[1]?.id ?? "" }, data: { revokedAt: new Date() } });
  const namesOf = async (address: string) => {
    const { headers } = await fetch(address);
    expect(headers.get("set-cookie"), address.replace(/.*\/s\//, "")).toBeNull();
    const own = ["date", "content-security-policy", "content-length", "etag"];
    const rest = [...headers].filter(([name]) => !own.includes(name)).sort();
    return JSON.stringify(rest).replace(/nonce=\\"[^"]+"/g, "nonce");
  };
  const wrong = ["A".repeat(22), "x"].map((token) => `${product.url}/s/${token}`);
  const answers = await Promise.all([...wrong, ended, guarded].map(namesOf));
  expect([...new Set(answers)]).toHaveLength(1);
  expect((await fetch(open)).headers.get("set-cookie")).toMatch(/^reader=/);
});

test("without its database a page stays closed, in words, and says when to come again", async ({
  page,
  product,
  signInAs,
  visit,
}) => {
  const person = await signInAs("editor");
  await seedSet(product, person, "outage", 2);
  const address = await makePage(page, "outage");
  await product.db.$executeRawUnsafe('ALTER TABLE "Link" RENAME TO "Away"');
  try {
    const reader = await visit();
    const answer = await reader.goto(address);
    expect(answer?.status()).toBe(503);
    await expect(reader.getByRole("heading", { level: 1 })).toHaveText(
      "The pictures cannot be shown at this moment",
    );
    for (const url of [address, `${address}/1`, `${product.url}/s/${"A".repeat(22)}`]) {
      const { status, headers } = await fetch(url, { redirect: "manual" });
      expect(status, url.replace(/.*\/s\//, "")).toBe(503);
      expect(headers.get("retry-after")).toBe("60");
      expect(headers.get("cache-control")).toContain("no-store");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("x-robots-tag")).toContain("noindex");
    }
  } finally {
    await product.db.$executeRawUnsafe('ALTER TABLE "Away" RENAME TO "Link"');
  }
  expect((await fetch(address)).status).toBe(200);
  expect(product.output.join("\n")).not.toContain(address.slice(-22));
});

test("a guarded page opens without script, and says what was wrong", async ({
  browser,
  page,
  product,
  signInAs,
  visit,
}) => {
  const person = await signInAs("editor");
  await seedSet(product, person, "plain", 2);
  const address = await makePage(page, "plain", async (dialog) => {
    await dialog.getByLabel("Password").fill("a quiet lamp");
    await dialog.getByLabel("Terms to accept first").fill("Once, with credit.");
  });
  const bare = await browser.newContext({ javaScriptEnabled: false });
  const reader = await bare.newPage();
  await reader.goto(address);
  const goOn = reader.getByRole("button", { name: "Go on" });
  await reader.getByLabel("Password", { exact: true }).fill("wrong one");
  await goOn.click();
  await expect(reader.getByText("That is not the password of this link.")).toBeVisible();
  expect(reader.url()).not.toContain("wrong");
  await reader.getByLabel("Password", { exact: true }).fill("a quiet lamp");
  await goOn.click();
  const open = reader.getByRole("button", { name: "See the 2 pictures" });
  await open.click();
  await expect(reader.getByText("Accept the terms to see the pictures.")).toBeVisible();
  await reader.getByLabel("I accept these terms").check();
  await open.click();
  await expect(reader).toHaveURL(address);
  await expect(reader.getByRole("figure")).toHaveCount(2);

  // Strangers guess from everywhere: who comes for the first time waits, and this browser is let past.
  const { id } = await product.db.link.findFirstOrThrow({ where: { searchText: { contains: "plain" } } });
  await product.db.signInThrottle.update({
    where: { key: `link:${createHash("sha256").update(id).digest("hex")}` },
    data: { failures: 300, blockedUntil: new Date(Date.now() + 3_600_000) },
  });
  const stranger = await visit();
  for (const name of ["visit", "key"]) await bare.clearCookies({ name });
  for (const one of [stranger, reader]) {
    await one.goto(address);
    await one.getByLabel("Password", { exact: true }).fill("a quiet lamp");
    await one.getByRole("button", { name: "Go on" }).click();
  }
  await expect(stranger.getByText(/^Too many tries/)).toBeVisible();
  await expect(reader.getByLabel("I accept these terms")).toBeVisible();
  await bare.close();
  // From elsewhere, and with more than a form holds, nothing is tried.
  const body = new URLSearchParams({ password: "a quiet lamp", accepted: "on" });
  expect((await fetch(`${address}/open`, { method: "POST", body })).status).toBe(403);
  const huge = await fetch(`${address}/open`, {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ password: "x".repeat(9_000) }),
  });
  expect(huge.status).toBe(413);
});

test("a page is counted once for its reader, and not for what only looks ahead", async ({
  page,
  product,
  signInAs,
  visit,
}) => {
  const person = await signInAs("editor");
  await seedSet(product, person, "counted", 2);
  const address = await makePage(page, "counted");
  const { id } = await product.db.link.findFirstOrThrow({ where: { searchText: { contains: "counted" } } });
  const opens = async () => (await product.db.link.findUniqueOrThrow({ where: { id } })).opens;
  await fetch(address, { method: "HEAD" });
  await fetch(address, { headers: { "user-agent": "Slackbot-LinkExpanding 1.0" } });
  expect((await fetch(`${address}/1`, { method: "HEAD", redirect: "manual" })).status).toBe(405);
  const reader = await visit();
  await reader.goto(address);
  await seen(reader).toBe(2);
  await expect.poll(opens).toBe(1);
  for (let again = 0; again < 3; again += 1) await reader.reload();
  await seen(reader).toBe(2);
  const other = await visit();
  await other.goto(address);
  await expect.poll(opens).toBe(2);
});

test("the ledger is narrowed to one recipient, whose links end in one go, and exported", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  await seedSet(product, person, "meadow", 2);
  await shareAll(page, "meadow");
  await asking(page).getByLabel("For whom").fill("=Maria");
  await asking(page).getByLabel("What for").fill("Layout");
  await asking(page).getByRole("button", { name: "Create link" }).click();
  await addressOf(page);
  await finish(page);
  await page.goto("/links/recipients");
  await press(main(page).getByRole("link", { name: /^=Maria/ }));
  await expect(main(page).getByRole("row").filter({ hasText: "=Maria" })).toHaveCount(1);
  const csv = await page.evaluate(async (url) => (await fetch(url)).text(), `/api/links/export?q=maria`);
  expect(csv).toContain("'=Maria");
  expect(csv).not.toMatch(/sig=|\/s\//);
  await press(page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Revoke" }));
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(main(page).getByRole("row").filter({ hasText: "=Maria" })).toContainText("Revoked");
});

test("all that somebody holds is given another end without what ended, and taken back by its number", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  const contact = await product.db.contact.create({ data: { name: "Zora Lund", identity: "zora lund\n\n" } });
  const make = (at: number, hours: number) =>
    product.db.link.create({
      data: {
        ...{ mode: "gated", purpose: `Set ${at}`, recipient: contact.name, searchText: " zora" },
        ...{ contactId: contact.id, issuedById: person.id },
        endsAt: new Date(Date.now() + hours * 3_600_000),
      },
    });
  const ended = await make(0, -48);
  for (let at = 1; at <= 7; at++) await make(at, 24);
  const dialog = page.getByRole("dialog");
  const bar = page.getByRole("region", { name: "Selection" });
  await page.goto(`/links?q=to:${contact.id}`);
  await press(bar.getByRole("button", { name: "Extend" }));
  await expect(dialog.getByRole("status")).toContainText("7 links are meant");
  await dialog.getByRole("button", { name: "Set the end" }).click();
  await expect(page.getByText("7 links given another end")).toBeVisible();
  const now = new Date();
  expect(await product.db.link.count({ where: { contactId: contact.id, endsAt: { gt: now } } })).toBe(7);
  expect((await product.db.link.findUniqueOrThrow({ where: { id: ended.id } })).endsAt).toEqual(ended.endsAt);

  await press(bar.getByRole("button", { name: "Revoke" }));
  const revoke = dialog.getByRole("button", { name: "Revoke" });
  await dialog.getByLabel("Type 7 to confirm").fill("8");
  await expect(revoke).toBeDisabled();
  // One more meanwhile: another number than was shown changes nothing, and the new one is shown.
  await make(8, 24);
  await dialog.getByLabel("Type 7 to confirm").fill("7");
  await revoke.click();
  await expect(dialog.getByRole("alert")).toContainText("8 links are meant now, not 7. Nothing was changed.");
  await dialog.getByLabel("Type 8 to confirm").fill("8");
  await revoke.click();
  await expect(page.getByText("8 links revoked")).toBeVisible();
  expect(await product.db.link.count({ where: { contactId: contact.id, revokedAt: null } })).toBe(1);
});

test("everybody who can still open something is found, page by page and by name", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  const [imageId = ""] = await seedSet(product, person, "held", 1);
  const { cloudflareId } = await product.db.image.findUniqueOrThrow({ where: { id: imageId } });
  for (let at = 0; at < 60; at++) {
    const name = `Holder ${String(at).padStart(2, "0")}`;
    const endsAt = new Date(Date.now() + 86_400_000);
    const link = (imageId: string | null) => ({
      ...{ mode: "gated" as const, purpose: "Set", recipient: name, issuedById: person.id, endsAt },
      items: {
        create: {
          ...{ imageId, imageName: "held", cloudflareId: cloudflareId ?? "" },
          ...{ variantId: "public", expiresAt: endsAt },
        },
      },
    });
    const known = { name, identity: `${name}\n\n`.toLowerCase(), searchText: ` ${name.toLowerCase()}` };
    const { id: contactId } = await product.db.contact.create({ data: known });
    // The last of them holds only what is gone.
    await product.db.link.create({ data: { ...link(at === 59 ? null : imageId), contactId } });
    await product.db.link.create({ data: { ...link(null), contactId } });
  }
  await page.goto("/links/recipients?q=holder");
  const list = main(page).getByRole("region", { name: "Recipients" });
  await expect(list.getByRole("listitem")).toHaveCount(50);
  await expect(list.getByRole("listitem").first()).toContainText(/Holder 00.*1 link$/);
  await press(list.getByRole("link", { name: "More" }));
  await expect(list.getByRole("listitem")).toHaveCount(9);
  await expect(list.getByRole("listitem").last()).toContainText("Holder 58");
  await list.getByRole("searchbox").fill("holder 07");
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await list.getByRole("searchbox").fill("holder 59");
  await page.keyboard.press("Enter");
  await expect(list).toContainText("Nobody matches");
});
