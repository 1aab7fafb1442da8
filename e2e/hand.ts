// The hand of a person: clicks only what listens, drops files the way a desktop does.
import { expect, type Locator, type Page } from "@playwright/test";

/** Waits until React listens on the element and its effects ran: a click or a key before that is lost. */
export async function alive(target: Locator): Promise<void> {
  await target.first().waitFor();
  const hydrated = () =>
    target.first().evaluate(
      (element) =>
        new Promise<boolean>((resolve) => {
          const look = () => {
            // Replaced meanwhile: the caller looks for the new one.
            if (!element.isConnected) return resolve(false);
            if (!Object.keys(element).some((key) => key.startsWith("__reactProps$")))
              return void requestAnimationFrame(look);
            requestAnimationFrame(() => setTimeout(() => resolve(true)));
          };
          look();
        }),
    );
  while (!(await hydrated().catch(() => false)));
}

export async function press(target: Locator): Promise<void> {
  await alive(target);
  await target.click();
}

/** Drags files and folders from the desktop over the window and lets go. Paths on this disk. */
export async function dropFiles(page: Page, paths: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const drag = (type: "dragEnter" | "dragOver" | "drop") =>
    session.send("Input.dispatchDragEvent", {
      type,
      x: 700,
      y: 400,
      data: { items: [], files: paths, dragOperationsMask: 1 },
    });
  const veil = page.getByText(/^(Drop to upload|You cannot upload here)$/);
  // A busy browser may lose a made-up drop whole; then the page still holds up its veil, and a person drops again.
  await expect(async () => {
    await drag("dragEnter");
    await drag("dragOver");
    // The page answers before a person lets go; the browser drops only where it was told that it may.
    await veil.waitFor();
    await drag("dragOver");
    await drag("drop");
    await veil.waitFor({ state: "hidden", timeout: 5_000 });
  }).toPass();
  await session.detach();
}
