import type { Page } from "@playwright/test";
import sharp from "sharp";
import { asStranger, plainAddress, weatherOf } from "./cloudflare.ts";
import { picture } from "./files.ts";
import { expect, test } from "./fixtures.ts";
import { alive, press } from "./hand.ts";
import type { Person, Product } from "./product.ts";
import { seedImages } from "./seed.ts";

const main = (page: Page) => page.getByRole("main");
const asking = (page: Page) => page.getByRole("dialog", { name: "Create link" });
const ready = (page: Page) => page.getByRole("dialog", { name: "The link is ready" });
const address = (page: Page) => ready(page).getByRole("textbox", { name: "Address of the link" });
/** Uncovers the address and reads it. */
async function reveal(page: Page): Promise<string> {
  await ready(page).getByRole("button", { name: "Show address" }).click();
  return address(page).inputValue();
}
const createButton = (page: Page) =>
  main(page)
    .getByRole("button", { name: /^Create link/ })
    .first();

async function seedOne(product: Product, person: Person, name: string) {
  const { bytes } = await picture(name, name.length);
  const [id = ""] = await seedImages(product, person, [{ name, bytes }]);
  const { cloudflareId } = await product.db.image.findUniqueOrThrow({ where: { id } });
  return { id, name, cloudflareId: cloudflareId ?? "" };
}

/** Fills in the form and reads the address that is shown once. */
async function createLink(page: Page, recipient: string, end = "One day"): Promise<string> {
  await press(createButton(page));
  await asking(page).getByLabel("For whom").fill(recipient);
  await asking(page).getByLabel("What for").fill("Review");
  await asking(page).getByRole("radio", { name: end }).check();
  await asking(page).getByRole("button", { name: "Create link" }).click();
  const url = await reveal(page);
  await ready(page).getByRole("button", { name: "Done" }).click();
  await ready(page).getByRole("button", { name: "Close anyway" }).click();
  return url;
}

test("a link is made by keyboard, opens the picture for a stranger, and is in the ledger and on its key", async ({
  browser,
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("admin");
  const image = await seedOne(product, person, "harbour at dawn");
  await page.goto(`/images/${image.id}`);
  await alive(createButton(page));
  await createButton(page).focus();

  await page.keyboard.press("l");
  await expect(asking(page).getByLabel("For whom")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(asking(page).getByText("Say who gets it.")).toBeVisible();
  await expect(asking(page).getByText("Say what it is for.")).toBeVisible();
  await page.keyboard.type("Nora of the Morning Post");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Review");
  await page.keyboard.press("Tab");
  await expect(asking(page).getByRole("button", { name: "Organisation and address" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(asking(page).getByRole("checkbox", { name: /^public/ })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(asking(page).getByRole("radio", { name: "One day" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(asking(page).getByRole("radio", { name: "Journalist, 48 hours" })).toBeChecked();
  await expect(asking(page)).toContainText(/\(in 48 hours\), which is .* UTC/);
  await page.keyboard.press("Enter");

  await expect(ready(page).getByRole("button", { name: "Copy link" })).toBeFocused();
  await expect(address(page)).toHaveValue(/&sig=•+$/);
  const url = await reveal(page);
  const { pathname, searchParams, origin } = new URL(url);
  expect(origin + pathname).toBe(plainAddress(product, image.cloudflareId, "public"));
  const ends = new Date(Number(searchParams.get("exp")) * 1000);
  expect(Math.abs(ends.getTime() - Date.now() - 48 * 3_600_000)).toBeLessThan(90_000);

  // A private window of somebody who has no account here.
  const guest = await browser.newContext();
  const window = await guest.newPage();
  expect((await window.goto(url))?.status()).toBe(200);
  expect(await window.evaluate(() => document.querySelector("img")?.naturalWidth)).toBe(640);
  await guest.close();

  // Nothing else opens with it.
  const sig = searchParams.get("sig") ?? "";
  const bent = `${sig.slice(0, -1)}${sig.endsWith("0") ? "1" : "0"}`;
  const altered = [
    url.replace(sig, bent),
    url.replace(/exp=\d+/, `exp=${ends.getTime() / 1000 + 1}`),
    url.replace("/public?", "/darkroomview?"),
    url.replace(/&sig=.*/, ""),
    url.replace(/\?.*/, ""),
  ];
  for (const one of altered) expect((await asStranger(one)).status, one.replace(sig, "…")).toBe(403);

  // Leaving without having copied it is held once; then the address is nowhere.
  await page.keyboard.press("Escape");
  await expect(ready(page).getByRole("alert")).toHaveText(
    "You have not copied it. Closing loses the address.",
  );
  await page.keyboard.press("Escape");
  await expect(ready(page)).toBeHidden();
  await expect(createButton(page)).toBeFocused();
  for (const path of [`/images/${image.id}`, "/links", "/activity", "/keys"]) {
    await page.goto(path);
    await expect(main(page).getByRole("heading", { level: 1 })).toBeVisible();
    expect((await page.content()).includes(sig), path).toBe(false);
  }
  expect(product.output.join("\n")).not.toContain(sig);

  await page.goto("/links");
  const entry = main(page).getByRole("row").filter({ hasText: "Nora of the Morning Post" });
  await expect(entry).toContainText("harbour at dawn");
  await expect(entry).toContainText("in public");
  await expect(entry).toContainText("Live");
  await expect(entry).toContainText(`key default`);
  await page.goto(`/images/${image.id}`);
  await expect(main(page).getByRole("listitem").filter({ hasText: "Review, as public" })).toContainText(
    "Live",
  );
  await page.goto("/keys");
  const live = await product.db.linkItem.count({
    where: {
      expiresAt: { gt: new Date() },
      imageId: { not: null },
      // A page's pictures are signed when it is opened, and hang on no key.
      keyId: { not: null },
      link: { revokedAt: null },
    },
  });
  await expect(main(page)).toContainText(`${live} live link${live === 1 ? " hangs" : "s hang"} on default.`);
  await page.goto("/images?q=harbour");
  await expect(main(page).getByRole("article").filter({ hasText: image.name })).toContainText("1live link");
});

test("a name brings nobody's address with it until the person is chosen, and loses it with another name", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  const image = await seedOne(product, person, "namesakes");
  for (const at of ["Elle", "Vogue"])
    await product.db.contact.create({
      data: {
        name: "Anna",
        organisation: at,
        address: `anna@${at}.example`.toLowerCase(),
        identity: `anna\n${at}`.toLowerCase(),
        searchText: ` anna ${at}`.toLowerCase(),
      },
    });
  await page.goto(`/images/${image.id}`);
  await press(createButton(page));
  const name = asking(page).getByLabel("For whom");
  const organisation = asking(page).getByLabel(/^Organisation of/);
  const known = asking(page).getByRole("option");
  await name.pressSequentially("Anna");
  await expect(known).toHaveText(["AnnaElle, anna@elle.example", "AnnaVogue, anna@vogue.example"]);
  await expect(organisation).toHaveCount(0);
  // Escape closes the list, and not what was written.
  await page.keyboard.press("Escape");
  await expect(known).toHaveCount(0);
  await page.keyboard.type("b");
  await page.keyboard.press("Backspace");
  await expect(known).toHaveCount(2);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(organisation).toHaveValue("Vogue");
  await expect(asking(page).getByLabel("E-mail or phone of Anna")).toHaveValue("anna@vogue.example");
  await name.pressSequentially("bel Smith");
  await expect(organisation).toHaveCount(0);
  await asking(page).getByLabel("What for").fill("Review");
  await asking(page).getByRole("button", { name: "Create link" }).click();
  await reveal(page);
  const made = await product.db.contact.findFirstOrThrow({ where: { name: "Annabel Smith" } });
  expect(made).toMatchObject({ organisation: "", address: "" });
});

test("a link is served until its end and refused from that second on", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  const image = await seedOne(product, person, "board paper");
  await page.goto(`/images/${image.id}`);
  const url = await createLink(page, "The board", "Board, 4 hours");
  const end = Number(new URL(url).searchParams.get("exp")) * 1000;
  const weather = weatherOf(product);
  await weather.setClock(new Date(end - 1000));
  const before = await asStranger(url);
  await weather.setClock(new Date(end));
  const after = await asStranger(url);
  await weather.setClock(null);
  expect([before.status, after.status]).toEqual([200, 403]);
  expect((await sharp(before.bytes).metadata()).width).toBe(640);
  expect(after.bytes.length).toBeLessThan(500);

  // In the ledger time goes on by itself; here the end is moved to now.
  await product.db.link.updateMany({ where: { recipient: "The board" }, data: { endsAt: new Date() } });
  await page.goto("/links?q=status:ended");
  await expect(main(page).getByRole("row").filter({ hasText: "The board" })).toContainText("Ended");
  await page.goto("/links?q=status:live");
  await alive(main(page).getByRole("combobox", { name: "Search links" }));
  await expect(main(page).getByRole("row").filter({ hasText: "The board" })).toHaveCount(0);
});

test("an end is chosen by date within what the role may give", async ({ page, product, signInAs }) => {
  const person = await signInAs("editor");
  const image = await seedOne(product, person, "next month");
  await page.goto(`/images/${image.id}`);
  await press(createButton(page));
  await asking(page).getByLabel("For whom").fill("Printer");
  await asking(page).getByLabel("What for").fill("Proof");
  await asking(page).getByRole("radio", { name: "A date and time" }).check();
  const field = asking(page).getByLabel(/^Ends at, /);
  const local = (days: number) => {
    const at = new Date(Date.now() + days * 86_400_000);
    return new Intl.DateTimeFormat("sv-SE", {
      timeZone: "Europe/Stockholm",
      dateStyle: "short",
      timeStyle: "short",
    })
      .format(at)
      .replace(" ", "T");
  };
  for (const [days, problem] of [
    [-1, "A link lives at least 5 minutes. Choose a later end."],
    [40, "With your role (editor) a link ends within 30 days."],
  ] as const) {
    await field.fill(local(days));
    await asking(page).getByRole("button", { name: "Create link" }).click();
    await expect(asking(page).getByRole("alert")).toContainText(problem);
  }
  await field.fill(local(3.01));
  await asking(page).getByRole("button", { name: "Create link" }).click();
  await expect(ready(page)).toContainText("(in 3 days)");
  const ends = Number(new URL(await reveal(page)).searchParams.get("exp")) * 1000;
  expect(local(3.01)).toBe(local((ends - Date.now()) / 86_400_000));
});

test("the ledger is searched by recipient, purpose and image, and pages", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("viewer");
  const key = await product.db.signingKey.findFirstOrThrow();
  for (let at = 0; at < 60; at++) {
    const endsAt = new Date(Date.now() + (3600 + at) * 1000 * 24);
    const texts = {
      purpose: "Catalogue",
      recipient: `Printer ${at}`,
      searchText: ` catalogue printer ${at} sunrise`,
    };
    await product.db.link.create({
      data: {
        ...texts,
        endsAt,
        createdAt: new Date(Date.now() - 86_400_000 - at * 1000),
        issuedById: person.id,
        items: {
          create: {
            imageName: "sunrise",
            cloudflareId: `gone-${person.id}`,
            variantId: "public",
            expiresAt: endsAt,
            signatureHash: new Uint8Array(32),
            keyId: key.id,
          },
        },
      },
    });
  }
  await page.goto("/links?q=catalogue");
  const rows = main(page).getByRole("row").filter({ hasText: "Catalogue" });
  await expect(rows.first()).toContainText("Dead");
  const first = await rows.count();
  expect(first).toBeLessThan(60);
  await press(main(page).getByRole("link", { name: /^(Older|Next)/ }));
  await expect(rows).toHaveCount(60 - first);
  await main(page).getByRole("combobox", { name: "Search links" }).fill("printer 31");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("sunrise (deleted)");
  await expect(page).toHaveURL(/q=printer\+31$/);
});
