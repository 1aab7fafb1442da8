import type { Page } from "@playwright/test";
import { givePassword, passphrase, signInBy } from "./doors.ts";
import { expect, test } from "./fixtures.ts";
import { alive, press } from "./hand.ts";

const main = (page: Page) => page.getByRole("main");
const home = (page: Page) => main(page).getByRole("heading", { name: "Exposure", level: 1 });
const account = (page: Page, name: string) =>
  main(page).getByRole("region", { name: "Accounts" }).getByRole("listitem").filter({ hasText: name });
const invitation = (page: Page, email: string) =>
  main(page).getByRole("region", { name: "Invitations" }).getByRole("listitem").filter({ hasText: email });

/** Invites by keyboard and hand; returns the link, which is shown only now. */
async function invite(
  page: Page,
  email: string,
  role: "Owner" | "Admin" | "Editor" | "Viewer",
): Promise<string> {
  await press(main(page).getByRole("button", { name: /^Invite/ }));
  const asking = page.getByRole("dialog", { name: "Invite somebody" });
  await asking.getByLabel("E-mail").fill(email);
  await asking.getByRole("radio", { name: new RegExp(`^${role}`, "i") }).check();
  await asking.getByRole("button", { name: "Make the invitation link" }).click();
  const made = page.getByRole("dialog", { name: `${email} is invited` });
  const link = await made.getByRole("textbox", { name: "Invitation link" }).inputValue();
  await made.getByRole("button", { name: "Done" }).click();
  await expect(made).toBeHidden();
  return link;
}

async function join(page: Page, link: string, name: string) {
  await page.goto(link);
  await main(page).getByLabel("Your name").fill(name);
  await main(page).getByLabel("Password", { exact: true }).fill(passphrase);
  await press(main(page).getByRole("button", { name: "Create my account" }));
}

test("somebody is invited, joins elsewhere, is promoted and signed out by it, then locked out", async ({
  page,
  product,
  signInAs,
  visit,
}) => {
  await signInAs("owner");
  await page.goto("/people");
  const link = await invite(page, "ines@example.test", "Viewer");
  expect(link.startsWith(`${product.url}/join/`)).toBe(true);
  await expect(invitation(page, "ines@example.test")).toContainText("Open");
  expect(await page.content()).not.toContain(link.slice(link.lastIndexOf("/") + 1));

  const theirs = await visit();
  await join(theirs, link, "Ines Berg");
  await expect(home(theirs)).toBeVisible();
  // Only looks: no way to upload, no people.
  await expect(theirs.getByRole("complementary").getByRole("button", { name: "Upload" })).toHaveCount(0);
  await expect(theirs.getByRole("navigation", { name: "Screens" }).getByRole("link")).toHaveText([
    "Exposure",
    "Library",
    "Collections",
    "Links",
    "Variants",
  ]);

  // The link is spent, for everybody.
  const second = await visit();
  await second.goto(link);
  await expect(main(second).getByRole("heading")).toHaveText("This invitation was used");

  await page.reload();
  await expect(invitation(page, "ines@example.test")).toContainText("Accepted");
  const role = account(page, "Ines Berg").getByRole("combobox", { name: "Role of Ines Berg" });
  await alive(role);
  await role.selectOption("Admin");
  const question = page.getByRole("alertdialog", { name: "Make Ines Berg an admin?" });
  await expect(question).toContainText("signed out with the next click");
  await question.getByRole("button", { name: "Change role" }).click();
  await expect(role).toHaveValue("admin");

  await press(theirs.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Library" }));
  await expect(main(theirs).getByRole("heading", { name: "Sign in" })).toBeVisible();
  await signInBy(theirs, "ines@example.test");
  await expect(main(theirs).getByRole("heading", { name: "Library", level: 1 })).toBeVisible();
  await expect(
    theirs.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "People" }),
  ).toBeVisible();

  await press(account(page, "Ines Berg").getByRole("button", { name: "Disable Ines Berg" }));
  const locking = page.getByRole("alertdialog", { name: "Disable Ines Berg?" });
  await expect(locking).toContainText("A signed link works until its end, whoever made it");
  await locking.getByRole("button", { name: "Disable" }).click();
  await expect(account(page, "Ines Berg")).toContainText("Disabled");
  await theirs.reload();
  await expect(main(theirs).getByRole("heading", { name: "Sign in" })).toBeVisible();
  await signInBy(theirs, "ines@example.test");
  await expect(main(theirs).getByRole("alert")).toContainText("do not match an account that can sign in");

  await page.goto("/activity");
  const told = main(page).getByRole("listitem").filter({ hasText: "Ines Berg" });
  for (const words of [/joined/, /role/, /disabled/])
    await expect(told.filter({ hasText: words }).first()).toBeVisible();
});

test("an invitation that was withdrawn or replaced opens nothing", async ({ page, signInAs, visit }) => {
  await signInAs("admin");
  await page.goto("/people");
  const older = await invite(page, "otto@example.test", "Editor");
  const newer = await invite(page, "otto@example.test", "Editor");
  const guest = await visit();
  await guest.goto(older);
  await expect(main(guest).getByRole("heading")).toHaveText("This invitation was withdrawn");

  // Somebody is already filling in the form when it is taken back.
  await guest.goto(newer);
  await main(guest).getByLabel("Your name").fill("Otto");
  await main(guest).getByLabel("Password", { exact: true }).fill(passphrase);
  await press(
    invitation(page, "otto@example.test").getByRole("button", { name: "Withdraw the invitation" }).first(),
  );
  await page.getByRole("alertdialog").getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
  await press(main(guest).getByRole("button", { name: "Create my account" }));
  await expect(main(guest).getByRole("alert")).toContainText(
    "This invitation was withdrawn. Ask for a new one.",
  );
  await guest.goto(`${newer.slice(0, -3)}xyz`);
  await expect(main(guest).getByRole("heading")).toHaveText("This invitation link is not right");
});

test("an admin invites, but makes no owner and changes no account", async ({ page, product, signInAs }) => {
  const editor = await product.person("editor", "Edda Editor");
  await signInAs("admin");
  await page.goto("/people");
  await expect(account(page, editor.name)).toContainText("Editor");
  await expect(account(page, editor.name).getByRole("combobox")).toHaveCount(0);
  await expect(account(page, editor.name).getByRole("button")).toHaveCount(0);
  await press(main(page).getByRole("button", { name: /^Invite/ }));
  const roles = page.getByRole("dialog", { name: "Invite somebody" }).getByRole("radio");
  await expect(roles).toHaveCount(3);
  await expect(page.getByRole("dialog").getByRole("radio", { name: /^owner/i })).toHaveCount(0);
});

test("the only owner stays one", async ({ page, product, signInAs }) => {
  // Others of this product may be owners, too; here they are not.
  await product.db.user.updateMany({ where: { role: "owner" }, data: { role: "viewer" } });
  const owner = await signInAs("owner");
  await givePassword(product, owner);
  await page.goto("/people");
  const role = account(page, owner.name).getByRole("combobox");
  await alive(role);
  await role.selectOption("Viewer");
  const question = page.getByRole("alertdialog", { name: "Become a viewer?" });
  await question.getByRole("button", { name: "Change my role" }).click();
  await expect(question.getByRole("alert")).toHaveText(
    "This is the only owner. Make somebody else an owner first; nothing was changed.",
  );
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(role).toHaveValue("owner");
});
