import type { Page } from "@playwright/test";
import { givePassword, passphrase, signInBy } from "./doors.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./hand.ts";
import type { Product, Role } from "./product.ts";

async function somebody(product: Product, role: Role = "editor") {
  const person = await product.person(role);
  await givePassword(product, person);
  return person;
}
const alert = (page: Page) => page.getByRole("main").getByRole("alert");
const home = (page: Page) => page.getByRole("main").getByRole("heading", { name: "Exposure", level: 1 });
const button = (page: Page) =>
  page.getByRole("main").getByRole("button", { name: /^(Sign in|Wait|One moment)/ });

test("a wrong pair is told, the right one gets in where it wanted to go, and signing out ends it", async ({
  page,
  product,
}) => {
  const person = await somebody(product);
  await page.goto("/variants?from=elsewhere");
  await expect(page).toHaveURL(/\/sign-in\?/);

  await signInBy(page, person.email, "a quiet red lamb in here");
  await expect(alert(page)).toHaveText("E-mail and password do not match an account that can sign in.");
  await signInBy(page, "nobody@example.test");
  await expect(alert(page)).toHaveText("E-mail and password do not match an account that can sign in.");

  await signInBy(page, person.email.toUpperCase());
  await expect(page.getByRole("main").getByRole("heading", { name: "Variants", level: 1 })).toBeVisible();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/variants?from=elsewhere");
  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name === "next-auth.session-token");
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });

  await press(page.getByRole("button", { name: `Account of ${person.name}` }));
  await press(page.getByRole("region", { name: "Account" }).getByRole("button", { name: "Sign out" }));
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goBack();
  await expect(page.getByRole("main").getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.goto("/images");
  await expect(page).toHaveURL(/\/sign-in/);
  // A copy of the cookie from before opens nothing either.
  const copy = { cookie: `${session?.name}=${session?.value}` };
  const replay = await fetch(`${product.url}/images`, { redirect: "manual", headers: copy });
  expect(replay.status).toBe(307);
});

test("after five wrong guesses the form says how long to wait, also to who has the right password", async ({
  page,
  product,
}) => {
  const person = await somebody(product);
  const before = Date.now();
  await page.clock.install();
  await page.goto("/sign-in");
  for (let guess = 1; guess <= 5; guess++) {
    const answered = page.waitForResponse("**/api/auth/callback/credentials");
    await signInBy(page, person.email, `guess number ${guess}`);
    await answered;
    await expect(alert(page)).toHaveText("E-mail and password do not match an account that can sign in.");
  }
  // Five seconds by now; longer here, so that a slow machine does not outlast them.
  const blockedUntil = (seconds: number) => ({ blockedUntil: new Date(Date.now() + seconds * 1000) });
  // Others of this worker may have guessed as well.
  const asked = { where: { failures: { gte: 5 } }, orderBy: { blockedUntil: "desc" as const } };
  expect((await product.db.signInThrottle.findFirstOrThrow(asked)).blockedUntil.getTime()).toBeGreaterThan(
    before,
  );
  await product.db.signInThrottle.updateMany({ where: asked.where, data: blockedUntil(30) });
  await signInBy(page, person.email);
  await expect(alert(page)).toContainText(/Too many tries. Wait \d\d seconds/);
  await expect(button(page)).toBeDisabled();
  await expect(button(page)).toHaveText(/^Wait \d+ seconds?$/);

  // The wait ends by itself, and then the right password counts.
  await product.db.signInThrottle.updateMany({ where: asked.where, data: blockedUntil(0) });
  await page.clock.fastForward(30_000);
  await expect(button(page)).toHaveText("Sign in");
  await button(page).click();
  await expect(home(page)).toBeVisible();
});

test("a disabled account is out with its next click and cannot come back", async ({ page, product }) => {
  const person = await somebody(product);
  await page.goto("/sign-in");
  await signInBy(page, person.email);
  await expect(home(page)).toBeVisible();
  await product.db.user.update({ where: { id: person.id }, data: { disabledAt: new Date() } });
  await press(page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Library" }));
  await expect(page.getByRole("main").getByRole("heading", { name: "Sign in" })).toBeVisible();
  await signInBy(page, person.email);
  await expect(alert(page)).toHaveText("E-mail and password do not match an account that can sign in.");
});

test("changing the password signs every other browser out and keeps this one in", async ({
  page,
  product,
  visit,
}) => {
  const person = await somebody(product);
  const other = await visit();
  for (const one of [page, other]) {
    await one.goto("/sign-in");
    await signInBy(one, person.email);
    await expect(home(one)).toBeVisible();
  }
  await page.goto("/settings");
  await press(page.getByRole("main").getByRole("button", { name: "Change password" }));
  const dialog = page.getByRole("dialog", { name: "Change your password" });
  await dialog.getByLabel("Current password").fill("not this one at all");
  await dialog.getByLabel("New password").fill("another lamp in the hall");
  await dialog.getByRole("button", { name: "Change password" }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await dialog.getByLabel("Current password").fill(passphrase);
  await dialog.getByRole("button", { name: "Change password" }).click();
  await expect(dialog).toBeHidden();

  await page.goto("/");
  await expect(home(page)).toBeVisible();
  await other.goto("/");
  await expect(other).toHaveURL(/\/sign-in/);
  await signInBy(other, person.email);
  await expect(alert(other)).toHaveText("E-mail and password do not match an account that can sign in.");
});

test("whatever address the sign-in was asked to lead to, it ends on our own", async ({
  page,
  product,
  visit,
}) => {
  const person = await somebody(product);
  const strange = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "/sign-in?a",
  ];
  for (const callbackUrl of strange) {
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}`);
    await signInBy(page, person.email);
    await expect(home(page), callbackUrl).toBeVisible();
    expect(page.url()).toBe(`${product.url}/`);
    await page.context().clearCookies();
  }
  // Neither does next-auth's own door lead away.
  const guest = await visit();
  await guest.goto("/api/auth/signin?callbackUrl=https%3A%2F%2Fevil.example%2F");
  await signInBy(guest, person.email);
  await expect(home(guest)).toBeVisible();
  expect(guest.url()).toBe(`${product.url}/`);
});
