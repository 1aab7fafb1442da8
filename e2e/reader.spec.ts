import { createHash, randomBytes } from "node:crypto";
import { picture } from "./files.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./hand.ts";
import type { Person, Product } from "./product.ts";
import { seedImages } from "./seed.ts";

const hour = 3_600_000;

/** A page of one picture in these variants, as if it had been sent an hour ago; answers its address. */
async function sendPage(
  product: Product,
  issuer: Person,
  { name, variantIds, hours }: { name: string; variantIds: string[]; hours: number },
) {
  const { bytes } = await picture(name, name.length);
  const [imageId = ""] = await seedImages(product, issuer, [{ name, bytes }]);
  const { cloudflareId } = await product.db.image.findUniqueOrThrow({ where: { id: imageId } });
  const token = randomBytes(16).toString("base64url");
  const endsAt = new Date(Math.floor(Date.now() / 1000) * 1000 + hours * hour);
  const item = { imageId, imageName: name, cloudflareId: cloudflareId ?? "", expiresAt: endsAt };
  const link = await product.db.link.create({
    data: {
      ...{ mode: "gated", tokenHash: createHash("sha256").update(token).digest(), endsAt },
      ...{ purpose: "Press preview", recipient: "Clara of the Post", searchText: " clara of the post" },
      issuedById: issuer.id,
      items: { create: variantIds.map((variantId, at) => ({ ...item, variantId, position: at + 1 })) },
    },
  });
  return { linkId: link.id, address: `${product.url}/s/${token}` };
}

test("a picture in two variants opens as each of them", async ({ product, signInAs, visit }) => {
  const person = await signInAs("editor");
  const about = { fit: "scale-down", width: 2400, height: 2400, metadata: "none", alwaysPublic: false };
  await product.db.variant.upsert({
    where: { id: "zeitung" },
    create: { ...about, id: "zeitung", checkedAt: new Date() },
    update: {},
  });
  const { address } = await sendPage(product, person, {
    name: "marsh",
    variantIds: ["public", "zeitung"],
    hours: 40,
  });
  const reader = await visit();
  await reader.goto(address);
  for (const [variantId, at] of [
    ["public", 1],
    ["zeitung", 2],
  ] as const) {
    const link = reader.getByRole("link", { name: `Open as ${variantId} of marsh` });
    await expect(link).toHaveAttribute("href", new RegExp(`/${at}$`));
    const answer = await fetch(`${address}/${at}`, { redirect: "manual" });
    expect(answer.headers.get("location")).toContain(`/${variantId}?exp=`);
  }
  await product.db.variant.delete({ where: { id: "zeitung" } });
});

test("a reader whose clock is wrong sees how long is left, and the page closes at its end", async ({
  product,
  signInAs,
  visit,
}) => {
  const person = await signInAs("editor");
  const { address, linkId } = await sendPage(product, person, {
    name: "dunes",
    variantIds: ["public"],
    hours: 1,
  });
  const reader = await visit();
  await reader.clock.install({ time: Date.now() + 5 * hour });
  await reader.goto(address);
  await expect(reader.getByRole("timer")).toHaveText(/^(59:\d\d|1 hour) left$/);
  await reader.clock.runFor(10 * 60_000);
  await expect(reader.getByRole("timer")).toHaveText(/^49:\d\d left$/);
  // Its end comes: what counts is the server's.
  await product.db.link.update({ where: { id: linkId }, data: { endsAt: new Date(Date.now() - 1_000) } });
  await reader.clock.runFor(hour);
  await expect(reader.getByRole("heading", { name: "This link has ended" })).toBeVisible();
});

test("a request for more time is declined, and its reader is told", async ({
  page,
  product,
  signInAs,
  visit,
}) => {
  const person = await signInAs("editor");
  const { address, linkId } = await sendPage(product, person, {
    name: "reeds",
    variantIds: ["public"],
    hours: -1,
  });
  const reader = await visit();
  await reader.goto(address);
  await press(reader.getByRole("button", { name: "Ask for more time" }));
  await reader.getByLabel(/^A word to/).fill("One more day?");
  await press(reader.getByRole("button", { name: "Ask for more time" }));
  await expect(reader.getByRole("status")).toContainText("has been asked");

  await page.goto(`/links/${linkId}`);
  await expect(page.getByRole("main")).toContainText("One more day?");
  await press(page.getByRole("main").getByRole("button", { name: "Decline" }));
  await page.getByRole("alertdialog").getByRole("button", { name: "Decline" }).click();
  await expect(page.getByRole("main").getByText("One more day?", { exact: true })).toHaveCount(0);
  await expect(page.getByRole("main").getByRole("button", { name: "Decline" })).toHaveCount(0);
  await expect(page.getByRole("main")).toContainText("declined more time");

  await reader.reload();
  await expect(reader.getByText("declined your request")).toBeVisible();
  await expect(reader.getByRole("button", { name: "Ask for more time" })).toHaveCount(0);
});
