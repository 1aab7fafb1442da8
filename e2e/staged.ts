// Tests on the full stage. They get a product of their own: others count what is in theirs.
import type { BrowserContext } from "@playwright/test";
import { test as base } from "./fixtures.ts";
import { startProduct } from "./product.ts";
import { type Stage, setStage } from "./stage.ts";

export type Viewer = "owner" | "admin" | "editor" | "viewer";

type Fixtures = {
  /** Signs a context in as somebody of the stage; null makes it a stranger. */
  enter(context: BrowserContext, as: Viewer | null): Promise<void>;
};

export const test = base.extend<Fixtures, { stage: Stage }>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern to see what is used
    async ({}, use) => {
      // A key that came from outside must leave room for a spare.
      const product = await startProduct({ keyCap: 3 });
      await use(product);
      await product.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  stage: [async ({ product }, use) => use(await setStage(product)), { scope: "worker", timeout: 180_000 }],
  enter: async ({ product, stage }, use) => {
    await use(async (context, as) => {
      await context.clearCookies();
      if (as) await context.addCookies([await product.sessionCookie(stage[as])]);
    });
  },
});

export { expect } from "./fixtures.ts";
