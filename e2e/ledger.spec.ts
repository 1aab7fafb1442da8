import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { alive, press } from "./hand.ts";
import type { Product } from "./product.ts";

const main = (page: Page) => page.getByRole("main");
const field = (page: Page) => main(page).getByRole("combobox", { name: "Search links" });
const chips = (page: Page) => main(page).getByRole("navigation", { name: "Filters in force" });
const rows = (page: Page, purpose: string) => main(page).getByRole("row").filter({ hasText: purpose });

type Given = {
  recipient: string;
  purpose: string;
  endsAt: Date;
  mode?: "direct" | "gated";
  revoked?: boolean;
};

/** Entries of the ledger without a picture: what is asked of them here is in the entry itself. */
async function seedLinks(product: Product, issuedById: string, links: Given[]) {
  for (const { recipient, purpose, endsAt, mode = "gated", revoked = false } of links) {
    const searchText = ` ${purpose} ${recipient}`.toLowerCase();
    const revokedAt = revoked ? new Date() : null;
    await product.db.link.create({
      data: { recipient, purpose, endsAt, mode, issuedById, searchText, revokedAt },
    });
  }
}
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

test("a question that is typed, chosen or clicked is one text, in the field and in the address", async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs("editor");
  const purpose = `Gallery${crypto.randomUUID().slice(0, 6)}`;
  await seedLinks(product, person.id, [
    { recipient: "Ola", purpose, endsAt: inDays(2), revoked: true },
    { recipient: "Pia", purpose, endsAt: inDays(3), mode: "direct", revoked: true },
    { recipient: "Quentin", purpose, endsAt: inDays(4) },
  ]);
  await page.goto(`/links?q=${purpose}`);
  await alive(field(page));
  await expect(rows(page, purpose)).toHaveCount(3);

  await field(page).fill(`${purpose} status:rev`);
  await expect(main(page).getByRole("option", { name: /^status:revoked/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue(`${purpose} status:revoked `);
  await expect(rows(page, purpose)).toHaveCount(2);
  const standing = main(page).getByRole("navigation", { name: "Status" });
  await expect(standing.getByRole("link", { name: "Revoked" })).toHaveAttribute("aria-current", "true");

  await main(page).getByRole("combobox", { name: "Kind" }).selectOption({ label: "Direct" });
  await expect(rows(page, purpose)).toHaveCount(1);
  await expect(field(page)).toHaveValue(`${purpose} status:revoked mode:direct`);
  await expect(page).toHaveURL(/status%3Arevoked\+mode%3Adirect/);
  await expect(chips(page)).toContainText("Direct");

  await press(chips(page).getByRole("link", { name: "Remove filter: Direct" }));
  await expect(rows(page, purpose)).toHaveCount(2);
  await press(standing.getByRole("link", { name: "All" }));
  await expect(rows(page, purpose)).toHaveCount(3);
  await expect(field(page)).toHaveValue(purpose);

  await field(page).fill(`${purpose} -to:ola to:zebedee status:alive`);
  await expect(main(page).getByText("No link matches")).toBeVisible();
  await expect(main(page).getByRole("status").filter({ hasText: "to:zebedee" })).toContainText(
    /Write status:.*No recipient/s,
  );
});

test.describe("in Los Angeles", () => {
  test.use({ timezoneId: "America/Los_Angeles" });

  test("a day is the reader's", async ({ page, product, signInAs }) => {
    const person = await signInAs("editor");
    const purpose = `Evening${crypto.randomUUID().slice(0, 6)}`;
    // 20:00 on the second by the reader's clock, the third by UTC.
    const endsAt = new Date("2027-01-03T04:00:00Z");
    await seedLinks(product, person.id, [{ recipient: "Rosa", purpose, endsAt }]);
    await page.goto(`/links?q=${purpose}+ends:<2027-01-03`);
    await expect(rows(page, purpose)).toContainText("2 Jan 2027, 20:00 PST");
    await alive(field(page));
    await main(page).getByLabel("Ends before", { exact: true }).fill("2027-01-02");
    await expect(page).toHaveURL(/ends%3A%3C2027-01-02/);
    await expect(rows(page, purpose)).toHaveCount(0);
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("links come first, and what narrows them when it is asked for", async ({
    page,
    product,
    signInAs,
  }) => {
    const person = await signInAs("editor");
    const purpose = `Pocket${crypto.randomUUID().slice(0, 6)}`;
    await seedLinks(product, person.id, [{ recipient: "Sven", purpose, endsAt: inDays(2) }]);
    await page.goto(`/links?q=${purpose}`);
    const card = main(page).getByRole("listitem").filter({ hasText: "Sven" });
    const box = await card.boundingBox();
    expect(box?.y).toBeLessThan(480);
    const kind = main(page).getByRole("combobox", { name: "Kind" });
    await expect(kind).toBeHidden();
    await press(main(page).getByRole("button", { name: "Filters" }));
    await expect(kind).toBeVisible();
    await kind.selectOption({ label: "Direct" });
    await expect(card).toHaveCount(0);
  });
});
