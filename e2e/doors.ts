// The ways in: a password for somebody, and the forms.
import { hash } from "@node-rs/argon2";
import type { Page } from "@playwright/test";
import { press } from "./hand.ts";
import type { Person, Product } from "./product.ts";

export const passphrase = "a quiet red lamp in here";

/** Lets somebody sign in with the form and the passphrase. */
export async function givePassword({ db }: Product, { id }: Person): Promise<void> {
  const passwordHash = await hash(passphrase, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  await db.user.update({ where: { id }, data: { passwordHash } });
}

/** Fills in the sign-in form of the page and sends it. */
export async function signInBy(page: Page, email: string, password = passphrase): Promise<void> {
  await page.getByRole("main").getByLabel("E-mail").fill(email);
  await page.getByRole("main").getByLabel("Password", { exact: true }).fill(password);
  await press(page.getByRole("main").getByRole("button", { name: "Sign in" }));
}
